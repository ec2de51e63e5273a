# SPDX-License-Identifier: Apache-2.0
"""An agent on the OpenAI Agents SDK, traced by opentelemetry-instrumentation-openai-agents-v2. It does not pass the
conversation on, and of a call that fails it records no words."""
import conversation
from framework import Shop
from opentelemetry.instrumentation.openai_agents import OpenAIAgentsInstrumentor

with conversation.telemetry():
    OpenAIAgentsInstrumentor().instrument()
    shop = Shop()
    conversation.run(shop.say, shop.watch, conversation.AGENT, failed="call")
