# SPDX-License-Identifier: Apache-2.0
"""An agent without a framework, traced by opentelemetry-instrumentation-genai-openai; the agent, the conversation and the
tools through the handler of opentelemetry-util-genai, on which that is built."""
import json

import conversation
from opentelemetry.instrumentation.genai.openai import OpenAIInstrumentor
from opentelemetry.util.genai.handler import TelemetryHandler
from opentelemetry.util.genai.types import InputMessage, OutputMessage, Text

with conversation.telemetry():
    OpenAIInstrumentor().instrument()
    handler = TelemetryHandler()

    def tool(call, run):
        with handler.tool(call.function.name, tool_type="function", agent_name=conversation.AGENT) as invocation:
            invocation.tool_call_id = call.id
            invocation.arguments = json.loads(call.function.arguments)
            invocation.tool_result = run()
            return invocation.tool_result

    watch = conversation.Watch()
    loop = conversation.Loop(watch, tool)

    def say(text):
        with handler.invoke_local_agent(request_model=conversation.MODEL, agent_name=conversation.AGENT,
                                        conversation_id=conversation.SESSION) as invocation:
            invocation.input_messages = [InputMessage(role="user", parts=[Text(content=text)])]
            answer = loop.say(text)
            invocation.output_messages = [
                OutputMessage(role="assistant", parts=[Text(content=answer)], finish_reason=watch.calls[-1]["finishReason"])]
            invocation.input_tokens, invocation.output_tokens = watch.total("inputTokens"), watch.total("outputTokens")
            return answer

    conversation.run(say, watch, conversation.AGENT, conversation.SESSION)
