using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>Reads the markup of a .razor file, as far as this project's files go: templates in its code (<c>@&lt;p&gt;…</c>) too. What it does not understand makes it throw.</summary>
internal sealed partial class MarkupReader
{
    private static readonly string[] Voids = ["input", "img", "br", "meta", "link", "hr", "path"];
    private static readonly string[] Blocks = ["if", "foreach", "for", "switch", "while", "using"];

    private readonly string text;
    private int at;

    private MarkupReader(string text) => this.text = text;

    /// <summary>What stands at the top of the file; each template of its code is a block.</summary>
    public static List<MarkupNode> Read(string file)
    {
        var reader = new MarkupReader(Comment().Replace(file, match => new string('\n', match.Value.Count(letter => letter == '\n'))));
        var nodes = new List<MarkupNode>();
        reader.Markup(nodes);
        return reader.at == reader.text.Length ? nodes : throw reader.Odd("an end tag");
    }

    private void Markup(List<MarkupNode> nodes)
    {
        while (at < text.Length && !Sees("</"))
        {
            if (Sees("<!"))
            {
                at = text.IndexOf('>', at) + 1;
            }
            else if (Sees("<"))
            {
                nodes.Add(Element());
            }
            else if (Sees("@") && !Sees("@@"))
            {
                Transition(nodes);
            }
            else
            {
                var from = at;
                at += Sees("@@") ? 2 : 0;
                at = text.IndexOfAny(['<', '@'], Math.Max(at, Math.Min(from + 1, text.Length))) is >= 0 and var next ? next : text.Length;
                nodes.Add(new(MarkupNode.Sort.Text, text[from..at], LineOf(from)));
            }
        }
    }

    private MarkupNode Element()
    {
        var from = at;
        var name = Name().Match(text, at + 1).Value;
        at += name.Length + 1;
        var node = new MarkupNode(name == "text" ? MarkupNode.Sort.Block : char.IsUpper(name[0]) ? MarkupNode.Sort.Component : MarkupNode.Sort.Element, name, LineOf(from));
        for (Skip(); !Sees(">") && !Sees("/>"); Skip())
        {
            var attribute = Attribute().Match(text, at).Value;
            at += attribute.Length > 0 ? attribute.Length : throw Odd("an attribute");
            node.Attributes[attribute] = Sees("=") ? Value() : "";
        }
        if (Sees("/>"))
        {
            at += 2;
            return node;
        }
        at++;
        if (!Voids.Contains(name))
        {
            Markup(node.Children);
            at = Sees($"</{name}>") ? at + name.Length + 3 : throw Odd($"</{name}>");
        }
        return node;
    }

    private string Value()
    {
        var quote = text[++at];
        var from = ++at;
        while (text[at] != quote)
        {
            if (text[at++] == '@' && text[at] != '@')
            {
                Expression();
            }
        }
        return text[from..at++];
    }

    private void Transition(List<MarkupNode> nodes)
    {
        var from = at++;
        var word = Word().Match(text, at).Value;
        if (word == "code" && Sees("code {"))
        {
            Code(nodes);
        }
        else if (Blocks.Contains(word) && Sees($"{word} ("))
        {
            nodes.Add(Block());
        }
        else if (Sees("{"))
        {
            at = CodeSpan.End(text, at);
        }
        else if (Directive().IsMatch(word) && (from == 0 || text[from - 1] == '\n'))
        {
            at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
        }
        else
        {
            Expression();
            nodes.Add(new(MarkupNode.Sort.Expression, text[(from + 1)..at], LineOf(from)));
        }
    }

    private void Expression()
    {
        if (Sees("("))
        {
            at = CodeSpan.End(text, at);
            return;
        }
        at += Word().Match(text, at).Length is > 0 and var length ? length : throw Odd("an expression");
        for (; ; )
        {
            if (Sees("(") || Sees("["))
            {
                at = CodeSpan.End(text, at);
            }
            else if (Member().Match(text, at) is { Length: > 0 } member)
            {
                at += member.Length;
            }
            else
            {
                return;
            }
        }
    }

    private MarkupNode Block()
    {
        var node = new MarkupNode(MarkupNode.Sort.Block, Word().Match(text, at).Value, LineOf(at));
        do
        {
            at = text.IndexOf('{', Otherwise().IsMatch(text, at) ? at : CodeSpan.End(text, text.IndexOf('(', at))) + 1;
            Statements(node.Children);
        }
        while (GoesOn());
        return node;
    }

    // an else
    private bool GoesOn()
    {
        var ahead = Ahead().Match(text, at);
        at += ahead.Length;
        return ahead.Success;
    }

    private void Statements(List<MarkupNode> nodes)
    {
        for (Skip(); !Sees("}"); Skip())
        {
            var word = Word().Match(text, at).Value;
            if (Sees("<"))
            {
                nodes.Add(Element());
            }
            else if (Sees("@"))
            {
                Transition(nodes);
            }
            else if (Blocks.Contains(word))
            {
                nodes.Add(Block());
            }
            else if (word is "case" or "default")
            {
                at = text.IndexOf(':', at) + 1;
            }
            else
            {
                while (text[at] != ';')
                {
                    at = text[at] is '(' or '[' or '{' or '"' ? CodeSpan.End(text, at) : at + 1;
                }
                at++;
            }
        }
        at++;
    }

    private void Code(List<MarkupNode> nodes)
    {
        var end = CodeSpan.End(text, text.IndexOf('{', at));
        for (at = Template().Match(text, at, end - at) is { Success: true } first ? first.Index + 1 : end; at < end;)
        {
            var block = new MarkupNode(MarkupNode.Sort.Block, "template", LineOf(at));
            block.Children.Add(Element());
            nodes.Add(block);
            at = Template().Match(text, at, end - at) is { Success: true } next ? next.Index + 1 : end;
        }
        at = end;
    }

    private bool Sees(string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private void Skip() => at += Blank().Match(text, at).Length;

    private int LineOf(int place) => text.AsSpan(0, place).Count('\n') + 1;

    private InvalidOperationException Odd(string what) => new($"line {LineOf(Math.Min(at, text.Length))}: {what} is expected");

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G[A-Za-z][\w.-]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G[@\w:.-]+")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\G\w*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\G(?:\?\.|!?\.)[A-Za-z_]\w*|\G!(?=\.)")]
    private static partial Regex Member();

    [GeneratedRegex(@"\G\s*")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\Gelse\s*\{")]
    private static partial Regex Otherwise();

    [GeneratedRegex(@"\G\s*(?=else\b)")]
    private static partial Regex Ahead();

    [GeneratedRegex(@"@(?=<[a-z])")]
    private static partial Regex Template();

    [GeneratedRegex("^(?:page|using|inject|inherits|implements|layout|attribute|typeparam|rendermode)$")]
    private static partial Regex Directive();
}
