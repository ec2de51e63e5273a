# SPDX-License-Identifier: Apache-2.0
"""An agent on the OpenAI Agents SDK, traced by opentelemetry-instrumentation-genai-openai-agents and, for the calls of the
model, opentelemetry-instrumentation-genai-openai. The conversation is the group of the SDK's traces.

With REFUNDS=true a second agent pays money back."""
import os

import conversation
from framework import Shop
from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor
from opentelemetry.instrumentation.genai.openai_agents import OpenAIAgentsInstrumentor

with conversation.telemetry():
    OpenAIInstrumentor().instrument()
    OpenAIAgentsInstrumentor().instrument()
    shop = Shop(refunds=os.environ.get("REFUNDS") == "true")
    conversation.run(shop.say, shop.watch, conversation.AGENT, conversation.SESSION)
