# SPDX-License-Identifier: Apache-2.0
"""The agent on the OpenAI Agents SDK, for each of the instrumentations of that."""
import conversation
from agents import Agent, RunConfig, Runner, function_tool, set_default_openai_client, set_trace_processors

set_trace_processors([])  # the SDK's own would send everything to OpenAI

class Shop:
    """Answers through the API of responses. With refunds, a second agent pays money back."""

    def __init__(self, refunds=False):
        self.watch, self.history = conversation.Watch(), []
        set_default_openai_client(self.watch.async_client(), use_for_tracing=False)
        tools = {name: function_tool(tool) for name, tool in conversation.TOOLS.items()}
        handoffs = []
        if refunds:
            handoffs.append(self.agent_named("refunds", [tools["lookup_order"], tools.pop("refund")]))
        self.agent = self.agent_named(conversation.AGENT, list(tools.values()), handoffs)
        self.config = RunConfig(workflow_name="Lamp shop", group_id=conversation.SESSION)

    def agent_named(self, name, tools, handoffs=()):
        # Without a limit to the answer: the framework takes one that is cut off for a failure.
        return Agent(name=name, instructions=conversation.INSTRUCTIONS, model=conversation.MODEL, tools=tools,
                     handoffs=list(handoffs))

    def say(self, text):
        said = self.history + [{"role": "user", "content": text}]
        result = Runner.run_sync(self.agent, said, run_config=self.config)
        self.history = result.to_input_list()
        return result.final_output
