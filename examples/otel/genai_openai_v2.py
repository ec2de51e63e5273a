# SPDX-License-Identifier: Apache-2.0
"""An agent without a framework, traced by opentelemetry-instrumentation-openai-v2, which follows the conventions of
OpenTelemetry for generative AI. It has no way to name the agent or the conversation."""
import conversation
from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor

with conversation.telemetry():
    OpenAIInstrumentor().instrument()
    watch = conversation.Watch()
    conversation.run(conversation.Loop(watch).say, watch)
