# SPDX-License-Identifier: Apache-2.0
"""An agent on Pydantic AI, which traces itself. Where a call of the model fails, the span of the agent has the user's words."""
import conversation
from pydantic_ai import Agent, ModelRetry
from pydantic_ai.capabilities import Instrumentation
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.settings import ModelSettings


def refund(order: str, reason: str) -> str:
    """Pays the money for an order back."""
    try:
        return conversation.refund(order, reason)
    except ValueError as e:  # how a tool of this framework says that it failed
        raise ModelRetry(f"That did not work: {e}.") from e


with conversation.telemetry():
    watch, history = conversation.Watch(), []
    model = OpenAIChatModel(conversation.MODEL, provider=OpenAIProvider(openai_client=watch.async_client()))
    agent = Agent(
        model, name=conversation.AGENT, instructions=conversation.INSTRUCTIONS, capabilities=[Instrumentation()],
        model_settings=ModelSettings(max_tokens=conversation.MAX_TOKENS),
        tools=[conversation.lookup_order, refund, conversation.find_shop])

    def say(text):
        result = agent.run_sync(text, message_history=history, conversation_id=conversation.SESSION)
        history[:] = result.all_messages()
        return result.output

    conversation.run(say, watch, conversation.AGENT, conversation.SESSION)
