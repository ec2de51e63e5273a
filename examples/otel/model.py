# SPDX-License-Identifier: Apache-2.0
"""A model that knows five phrases, behind the API of OpenAI: chat completions and responses, without streaming.

    python model.py [PORT]

prints the port it listens on. The same request always gets the same answer and the same counts of tokens, so whoever
sends a request can tell what a monitor must report of it. Offered tools are called where the newest message of the user
asks for what they do: one after the other, or at once where it asks for the same thing twice; what no tool does is handed
over to another agent.
"""
import hashlib
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ORDER = re.compile(r"\b\d{4}\b")
CITY = re.compile(r"\bin ([A-Z]\w+)")


def steps(text):
    """The calls of tools that the user's words ask for: a list of rounds, each a list of (name, arguments)."""
    orders, city = ORDER.findall(text), CITY.search(text)
    if "refund" in text or "money back" in text:
        return [[("lookup_order", {"order": order})] for order in orders] + [
            [("refund", {"order": order, "reason": "broken"})] for order in orders]
    if orders:
        return [[("lookup_order", {"order": order}) for order in orders]]
    if city:
        return [[("find_shop", {"city": city.group(1)})]]
    return []


def tokens(text):
    """A token for every four characters, one at least."""
    return max(1, -(-len(text) // 4))


def words(content):
    """The text of a message, be it a string or a list of parts."""
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content or [])


def answer(history, tools, limit, size):
    """(text, calls, finish reason, usage) for messages of the form (role, text), newest last.

    size is the number of characters of the request, of which every fourth counts as a token.
    """
    newest = max((at for at, (role, _) in enumerate(history) if role == "user"), default=-1)
    text = history[newest][1] if newest >= 0 else ""
    results = [content for role, content in history[newest + 1:] if role == "tool"]
    handed_over = [result for result in results if result.startswith('{"assistant"')]
    results = [result for result in results if result not in handed_over]
    others = [name for name in tools if name.startswith("transfer_to_")]
    if others and not handed_over and any(name not in tools for calls in steps(text) for name, _ in calls):
        return "", [(others[0], {})], "tool_calls", usage(size, others[0])
    done = 0
    for calls in steps(text):
        if done == len(results):
            calls = [(name, arguments) for name, arguments in calls if name in tools]
            if calls:
                return "", calls, "tool_calls", usage(size, json.dumps(calls))
        done += len(calls)
    turn = sum(1 for role, _ in history if role == "user")
    said = f"Answer {turn}. " + (" ".join(results) if results else f"You said {len(text)} characters.")
    if "everything" in text:
        said += " A lamp gives light." * 15
    cut = bool(limit) and tokens(said) > limit
    said = said[:4 * limit] if cut else said
    return said, [], "length" if cut else "stop", usage(size, said)


def usage(size, said):
    return max(1, -(-size // 4)), tokens(said)


def chat(request):
    messages = request["messages"]
    history = [(message["role"], words(message.get("content"))) for message in messages]
    tools = {tool["function"]["name"]: tool for tool in request.get("tools", [])}
    limit = request.get("max_completion_tokens") or request.get("max_tokens")
    text, calls, reason, (prompt, completion) = answer(history, tools, limit, size_of(messages))
    identity = digest(messages)
    message = {"role": "assistant", "content": text or None, "refusal": None}
    if calls:
        message["tool_calls"] = [
            {"id": f"call_{identity[:12]}{at}", "type": "function",
             "function": {"name": name, "arguments": json.dumps(arguments)}} for at, (name, arguments) in enumerate(calls)]
    return {"id": f"chatcmpl-{identity}", "object": "chat.completion", "created": 1767225600,
            "model": served(request["model"]), "system_fingerprint": "fp_leeway",
            "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": reason}],
            "usage": {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}}


def responses(request):
    items = request["input"]
    items = [{"role": "user", "content": items}] if isinstance(items, str) else items
    history = [("tool", words(item["output"])) if item.get("type") == "function_call_output"
               else (item.get("role", "assistant"), words(item.get("content"))) for item in items]
    tools = {tool["name"]: tool for tool in request.get("tools", []) if tool["type"] == "function"}
    whole = [request.get("instructions") or ""] + items
    text, calls, reason, (prompt, completion) = answer(history, tools, request.get("max_output_tokens"), size_of(whole))
    identity = digest(whole)
    output = [{"id": f"fc_{identity[:12]}{at}", "type": "function_call", "status": "completed",
               "call_id": f"call_{identity[:12]}{at}", "name": name, "arguments": json.dumps(arguments)}
              for at, (name, arguments) in enumerate(calls)]
    if text:
        output.append({"id": f"msg_{identity[:12]}", "type": "message", "role": "assistant", "status": "completed",
                       "content": [{"type": "output_text", "text": text, "annotations": []}]})
    cut = reason == "length"
    return {"id": f"resp_{identity}", "object": "response", "created_at": 1767225600, "model": served(request["model"]),
            "status": "incomplete" if cut else "completed", "error": None,
            "incomplete_details": {"reason": "max_output_tokens"} if cut else None,
            "instructions": request.get("instructions"), "metadata": {}, "output": output,
            "parallel_tool_calls": True, "temperature": 1.0, "tool_choice": "auto", "tools": request.get("tools", []),
            "top_p": 1.0, "max_output_tokens": request.get("max_output_tokens"),
            "usage": {"input_tokens": prompt, "input_tokens_details": {"cached_tokens": 0},
                      "output_tokens": completion, "output_tokens_details": {"reasoning_tokens": 0},
                      "total_tokens": prompt + completion}}


def size_of(messages):
    """Characters of everything said, whatever the client adds to a message."""
    return len("".join(said(message) for message in messages))


def said(message):
    if isinstance(message, str):
        return message
    calls = [call["function"] for call in message.get("tool_calls") or []]
    if message.get("type") == "function_call":
        calls = [message]
    return words(message.get("content") or message.get("output")) + "".join(
        call["name"] + call["arguments"] for call in calls)


def digest(messages):
    return hashlib.sha256("\n".join(said(message) for message in messages).encode()).hexdigest()[:24]


def served(model):
    """The version behind a model's name, as real services report it."""
    return model + "-2026-01-01"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # a reply in one packet

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = self.path.split("?")[0]
        if "fall over" in json.dumps((request.get("messages") or request.get("input"))[-1]):
            return self.reply(500, {"error": {"message": "fallen over", "type": "server_error", "param": None, "code": None}})
        if path == "/v1/chat/completions":
            return self.reply(200, chat(request))
        if path == "/v1/responses":
            return self.reply(200, responses(request))
        return self.reply(404, {"error": {"message": "no such thing here", "type": "invalid_request_error"}})

    def reply(self, status, answer):
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()
