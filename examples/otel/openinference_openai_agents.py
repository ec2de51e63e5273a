# SPDX-License-Identifier: Apache-2.0
"""An agent on the OpenAI Agents SDK, traced by openinference-instrumentation-openai-agents. Of a call that fails it records
no words."""
import conversation
from framework import Shop
from openinference.instrumentation import using_session
from openinference.instrumentation.openai_agents import OpenAIAgentsInstrumentor

with conversation.telemetry():
    OpenAIAgentsInstrumentor().instrument()
    shop = Shop()

    def say(text):
        with using_session(conversation.SESSION):
            return shop.say(text)

    conversation.run(say, shop.watch, conversation.AGENT, conversation.SESSION, failed="call")
