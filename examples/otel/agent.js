/* SPDX-License-Identifier: Apache-2.0 */
// An agent without a framework, traced by one of the instrumentations for the client of OpenAI:
//
//   node agent.js opentelemetry|openinference|traceloop|traceloop-sdk
//
// In the environment: OPENAI_BASE_URL names the model (model.py), OTEL_EXPORTER_OTLP_ENDPOINT the collector,
// OTEL_EXPORTER_OTLP_PROTOCOL the encodings (http/protobuf, http/json, or both with a comma between them), EXPECTED the file
// for the list of what a monitor must report of each turn (standard output where it is not set), VARIANT the run and
// RECORDED what its settings leave of the user's words: text, cut or call.
const { context, trace, SpanKind, SpanStatusCode } = require("@opentelemetry/api");
const { readFileSync, writeFileSync } = require("fs");
const { join } = require("path");

const env = process.env;
const kind = process.argv[2];
const AGENT = "shop-assistant";
const MODEL = "gpt-4o-mini";
const SESSION = "conversation-" + (env.VARIANT ?? kind);
Error.stackTraceLimit = 0; // a failure is recorded without the places where the files of this machine are

/** OpenTelemetry as its documentation sets it up. Returns what sends everything at the end. */
function telemetry(instrumentation, options) {
  const { logs } = require("@opentelemetry/api-logs");
  const { registerInstrumentations } = require("@opentelemetry/instrumentation");
  const { resourceFromAttributes } = require("@opentelemetry/resources");
  const { BatchLogRecordProcessor, LoggerProvider } = require("@opentelemetry/sdk-logs");
  const { BatchSpanProcessor, NodeTracerProvider } = require("@opentelemetry/sdk-trace-node");
  const resource = resourceFromAttributes({ "service.name": "lamp-shop", "service.version": "1.4.0" });
  const packages = { "http/protobuf": "proto", "http/json": "http" };
  const encodings = (env.OTEL_EXPORTER_OTLP_PROTOCOL ?? "http/protobuf").split(",").map((it) => packages[it]);
  const exporter = (signal, name) => encodings.map((it) => new (require(`@opentelemetry/exporter-${signal}-otlp-${it}`)[name])());
  const traces = new NodeTracerProvider({
    resource, spanProcessors: exporter("trace", "OTLPTraceExporter").map((it) => new BatchSpanProcessor(it)),
  });
  traces.register();
  const records = new LoggerProvider({
    resource, processors: exporter("logs", "OTLPLogExporter").map((it) => new BatchLogRecordProcessor({ exporter: it })),
  });
  logs.setGlobalLoggerProvider(records);
  registerInstrumentations({ instrumentations: [new instrumentation(options)] }); // after the providers are there
  return () => Promise.all([traces.shutdown(), records.shutdown()]);
}

/**
 * What each way of instrumenting has for naming the agent, the session and the tools, and what it records of a turn whose
 * first call of the model fails: text (the user's words), call (no words) or nothing.
 */
const WAYS = {
  opentelemetry() {
    const { OpenAIInstrumentation } = require("@opentelemetry/instrumentation-openai");
    const captureMessageContent = env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT === "true";
    return { stop: telemetry(OpenAIInstrumentation, { captureMessageContent }), failed: "text" };
  },
  openinference() {
    const { OpenAIInstrumentation } = require("@arizeai/openinference-instrumentation-openai");
    const { getAttributesFromContext, setSession } = require("@arizeai/openinference-core");
    const stop = telemetry(OpenAIInstrumentation);
    const tracer = trace.getTracer("lamp-shop");
    const span = (name, type, attributes, run) => tracer.startActiveSpan(name, async (it) => {
      it.setAttributes({ ...getAttributesFromContext(context.active()), "openinference.span.kind": type, ...attributes });
      try {
        const output = await run();
        it.setAttribute("output.value", output);
        return output;
      } catch (e) {
        it.recordException(e);
        it.setStatus({ code: SpanStatusCode.ERROR, message: e.message });
        throw e;
      } finally {
        it.end();
      }
    });
    return {
      stop, failed: "text", agentName: AGENT, session: SESSION, // the span of the agent has the words, the call has no span
      agent: (text, run) => context.with(setSession(context.active(), { sessionId: SESSION }), () =>
        span(AGENT, "AGENT", { "input.value": text, "agent.name": AGENT }, run)),
      tool: (name, input, run) =>
        span(name, "TOOL", { "tool.name": name, "tool.parameters": input, "input.value": input }, run),
    };
  },
  traceloop() {
    const { OpenAIInstrumentation } = require("@traceloop/instrumentation-openai");
    return { stop: telemetry(OpenAIInstrumentation), failed: "nothing" };
  },
  "traceloop-sdk"() {
    const sdk = require("@traceloop/node-server-sdk");
    sdk.initialize({
      appName: "lamp-shop", baseUrl: env.OTEL_EXPORTER_OTLP_ENDPOINT, apiKey: "none", silenceInitializationMessage: true,
      traceloopSyncEnabled: false,
    });
    return {
      stop: () => sdk.forceFlush(), failed: "nothing", agentName: AGENT, session: SESSION,
      agent: (text, run) => sdk.withAssociationProperties({ session_id: SESSION }, () =>
        sdk.withAgent({ name: AGENT }, () => run(), text)),
      tool: (name, input, run) => sdk.withTool({ name }, async () => run(), input),
    };
  },
};
const NONE = { agent: (_, run) => run(), tool: async (name, input, run) => run(), agentName: null, session: null };
const way = { ...NONE, ...WAYS[kind]() };
const { OpenAI } = require("openai"); // after its instrumentation
const client = new OpenAI({ maxRetries: 0 });

const TOOLS = {
  lookup_order: ({ order }) => `Order ${order} is on its way.`,
  refund: ({ order, reason }) => {
    if (order === "4040") throw new RangeError(`order ${order} is not known`);
    return `Order ${order} was paid back, because it is ${reason}.`;
  },
  find_shop: ({ city }) => `The shop in ${city} is open until six.`,
};
const tool = (name, description, ...required) => {
  const properties = Object.fromEntries(required.map((it) => [it, { type: "string" }]));
  const parameters = { type: "object", properties, required, additionalProperties: false };
  return { type: "function", function: { name, description, parameters } };
};
const tools = [
  tool("lookup_order", "Tells where an order is.", "order"),
  tool("refund", "Pays the money for an order back.", "order", "reason"),
  tool("find_shop", "Finds the shop in a city.", "city"),
];

let messages = [{ role: "system", content: "You help the customers of a lamp shop. Look things up before you answer." }];
let calls = [];

/** Calls the model and the tools it asks for until there is an answer. */
async function say(text) {
  const before = messages.length;
  messages.push({ role: "user", content: text });
  try {
    for (;;) {
      const answer = await client.chat.completions.create({ model: MODEL, messages, tools, max_tokens: 60 });
      const { message, finish_reason: finishReason } = answer.choices[0];
      const asked = message.tool_calls ?? [];
      const { prompt_tokens: inputTokens, completion_tokens: outputTokens } = answer.usage;
      calls.push({ inputTokens, outputTokens, finishReason, model: answer.model, tools: asked.map((it) => it.function.name) });
      messages.push(message);
      if (asked.length === 0) return message.content;
      for (const { id, function: { name, arguments: input } } of asked) {
        const content = await way.tool(name, input, async () => TOOLS[name](JSON.parse(input)))
          .catch((e) => `That did not work: ${e.message}.`);
        messages.push({ role: "tool", tool_call_id: id, content });
      }
    }
  } catch (e) {
    messages = messages.slice(0, before); // as if it had never been said
    throw e;
  }
}

/** What a monitor must report of the calls of a turn. */
function expected() {
  const [first, last] = [calls[0], calls[calls.length - 1]];
  if (!first) return { firstCall: null, total: null, tools: [], finishReason: null, responseModel: null, calls: 0 };
  const { inputTokens, outputTokens, finishReason } = first;
  const total = (name) => calls.reduce((sum, call) => sum + call[name], 0);
  return {
    firstCall: { inputTokens, outputTokens, finishReason },
    total: { inputTokens: total("inputTokens"), outputTokens: total("outputTokens") },
    tools: calls.flatMap((call) => call.tools), finishReason: last.finishReason, responseModel: last.model, calls: calls.length,
  };
}

async function main() {
  let lines = "";
  const settings = env.RECORDED ?? "text";
  const worse = (a, b) => ["nothing", "call", "cut", "text"].find((it) => it === a || it === b);
  for (const [at, text] of JSON.parse(readFileSync(join(__dirname, "turns.json"), "utf8")).entries()) {
    calls = [];
    await trace.getTracer("lamp-shop").startActiveSpan("POST /chat", { kind: SpanKind.SERVER }, async (request) => {
      let [answer, error] = [null, null];
      try {
        answer = await way.agent(text, () => say(text));
      } catch (e) {
        error = e.constructor.name; // the model failed; the shop goes on
      }
      request.end();
      lines += JSON.stringify({
        turn: at + 1, service: "lamp-shop", agent: way.agentName, session: way.session, traceId: request.spanContext().traceId,
        text, recorded: error ? worse(settings, way.failed) : settings, answer, error, model: MODEL, ...expected(),
      }) + "\n";
    });
  }
  await way.stop();
  if (env.EXPECTED) writeFileSync(env.EXPECTED, lines);
  else process.stdout.write(lines);
}

main();
