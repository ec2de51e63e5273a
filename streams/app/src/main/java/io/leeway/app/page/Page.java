/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.page;

/** A page that needs nothing else: no scripts, no fonts, nothing from anywhere. Not thread-safe. */
public final class Page {

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --soft: #6b7480; --grid: #e3e6ea;
              --band: #f1f3f5; --good: #1a7f4b; --bad: #c2372e;
              --s0: #2a6fbb; --s1: #c2571a; --s2: #3a8f3a; --s3: #8a4fbf; --s4: #b8860b; --s5: #00838f; --s6: #c2185b; --s7: #5d6b2f; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --paper: #14181d; --soft: #97a1ad; --grid: #2b323a;
              --band: #1e242b; --good: #58c48a; --bad: #ff7b72;
              --s0: #6cb0ff; --s1: #ff9d5c; --s2: #7ed07e; --s3: #c79bff; --s4: #e6bd4f; --s5: #4dd0e1; --s6: #ff80ab; --s7: #b7c77a; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 940px; margin: 2em auto; padding: 0 1em; }
            h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin-top: 2em; } h3 { font-size: 1em; margin: 1.6em 0 .2em; }
            table { border-collapse: collapse; width: 100%; font-size: .9em; } caption { text-align: left; color: var(--soft); }
            th, td { padding: .25em .6em; text-align: left; border-bottom: 1px solid var(--grid); } .n { text-align: right; font-variant-numeric: tabular-nums; }
            .good { color: var(--good); } .bad { color: var(--bad); } p.about, p.legend { color: var(--soft); font-size: .85em; margin: .2em 0; }
            .scroll { overflow-x: auto; } svg { width: 100%; height: auto; } svg.small { max-width: 420px; }
            .grid { stroke: var(--grid); } .threshold { stroke: var(--soft); stroke-dasharray: 5 4; } .reference { fill: var(--band); } .incident { fill: var(--bad); opacity: .15; }
            .change { stroke: var(--ink); stroke-width: 1.5; } .deadline { stroke: var(--soft); stroke-dasharray: 2 3; }
            .tick, .note { font-size: 11px; fill: var(--soft); } .end { text-anchor: end; } .middle { text-anchor: middle; }
            .line { fill: none; stroke-width: 1.3; } .dot { fill: var(--s0); } .bar { fill: var(--good); } .bar.late { fill: var(--bad); }
            .alert { fill: var(--good); } .alert.false { fill: var(--bad); }
            .s0 { stroke: var(--s0); } .s1 { stroke: var(--s1); } .s2 { stroke: var(--s2); } .s3 { stroke: var(--s3); }
            .s4 { stroke: var(--s4); } .s5 { stroke: var(--s5); } .s6 { stroke: var(--s6); } .s7 { stroke: var(--s7); }
            .t0 { color: var(--s0); } .t1 { color: var(--s1); } .t2 { color: var(--s2); } .t3 { color: var(--s3); }
            .t4 { color: var(--s4); } .t5 { color: var(--s5); } .t6 { color: var(--s6); } .t7 { color: var(--s7); }
            """;

    private final Markup markup = new Markup();

    /** Begins a page with its title as its first heading. */
    public Page(String title) {
        markup.open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
        markup.open("head").empty("meta", "charset", "utf-8");
        markup.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        markup.element("title", title).element("style", STYLE).close("head");
        markup.open("body").element("h1", title);
    }

    /** What the page is written with. */
    public Markup markup() {
        return markup;
    }

    /** A paragraph that says what something is about. */
    public void about(String text) {
        markup.element("p", text, "class", "about");
    }

    /** Begins a table. */
    public void table(String... columns) {
        markup.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String column : columns) {
            markup.element("th", column, "scope", "col");
        }
        markup.close("tr").close("thead").open("tbody");
    }

    /** Ends a table. */
    public void endTable() {
        markup.close("tbody").close("table").close("div");
    }

    /** A cell with a number. */
    public void number(String content) {
        markup.element("td", content, "class", "n");
    }

    /** Ends the page. */
    public String end() {
        markup.close("body").close("html");
        return "<!DOCTYPE html>\n" + markup;
    }
}
