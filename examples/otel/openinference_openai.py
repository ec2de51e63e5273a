# SPDX-License-Identifier: Apache-2.0
"""An agent without a framework, traced by openinference-instrumentation-openai; the session, the agent and the tools in
the way that OpenInference gives programs to say them."""
import conversation
from openinference.instrumentation import OITracer, TraceConfig, using_session
from openinference.instrumentation.openai import OpenAIInstrumentor
from openinference.semconv.trace import SpanAttributes
from opentelemetry import trace

with conversation.telemetry():
    OpenAIInstrumentor().instrument()
    tracer = OITracer(trace.get_tracer("lamp-shop"), config=TraceConfig())

    def tool(call, run):
        with tracer.start_as_current_span(call.function.name, openinference_span_kind="tool") as span:
            span.set_tool(name=call.function.name, parameters=call.function.arguments)
            span.set_input(call.function.arguments)
            result = run()
            span.set_output(result)
            return result

    watch = conversation.Watch()
    loop = conversation.Loop(watch, tool)

    def say(text):
        with using_session(conversation.SESSION):
            with tracer.start_as_current_span(conversation.AGENT, openinference_span_kind="agent") as span:
                span.set_attribute(SpanAttributes.AGENT_NAME, conversation.AGENT)
                span.set_input(text)
                answer = loop.say(text)
                span.set_output(answer)
                return answer

    conversation.run(say, watch, conversation.AGENT, conversation.SESSION)
