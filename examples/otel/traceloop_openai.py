# SPDX-License-Identifier: Apache-2.0
"""An agent without a framework, traced by opentelemetry-instrumentation-openai of OpenLLMetry. Only the SDK of its makers,
which is not used here, has a way to name the agent and the conversation."""
import conversation
from opentelemetry.instrumentation.openai import OpenAIInstrumentor

with conversation.telemetry():
    OpenAIInstrumentor().instrument()
    watch = conversation.Watch()
    conversation.run(conversation.Loop(watch).say, watch)
