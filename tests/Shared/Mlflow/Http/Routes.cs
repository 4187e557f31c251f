namespace Mlflow.Stub.Http;

/// <summary>Which handler answers which path. A star takes one part, two stars take the rest.</summary>
internal sealed class Routes
{
    private readonly List<(string Verb, string[] Parts, Func<Exchange, Answer> Handler)> _open = [];
    private readonly Dictionary<string, List<(string Verb, Func<Exchange, Answer> Handler)>> _fixed = new(StringComparer.Ordinal);

    public void Add(string verbs, string path, Func<Exchange, Answer> handler)
    {
        foreach (var verb in verbs.Split('|'))
        {
            if (path.Contains('*', StringComparison.Ordinal))
            {
                _open.Add((verb, path.Split('/'), handler));
            }
            else if (_fixed.TryGetValue(path, out var known))
            {
                known.Add((verb, handler));
            }
            else
            {
                _fixed.Add(path, [(verb, handler)]);
            }
        }
    }

    /// <summary>Adds under MLflow's prefix.</summary>
    public void Api(string verbs, string path, Func<Exchange, Answer> handler) => Add(verbs, $"/api/2.0/mlflow/{path}", handler);

    public Answer Handle(Exchange exchange)
    {
        // The web pages of the real server use the same routes under a prefix of their own.
        var path = exchange.RawPath.StartsWith("/ajax-api/", StringComparison.Ordinal) && !_fixed.ContainsKey(exchange.RawPath)
            ? $"/{exchange.RawPath["/ajax-".Length..]}"
            : exchange.RawPath;
        var known = false;
        if (_fixed.TryGetValue(path, out var handlers))
        {
            known = true;
            foreach (var (verb, handler) in handlers)
            {
                if (verb == exchange.Method)
                {
                    return handler(exchange);
                }
            }
        }

        var parts = path.Split('/');
        foreach (var (verb, pattern, handler) in _open)
        {
            if (Match(pattern, parts) is { } rest)
            {
                known = true;
                if (verb == exchange.Method)
                {
                    exchange.Rest = rest;
                    return handler(exchange);
                }
            }
        }

        return known ? Answer.WrongVerb : Answer.NoSuchPage;
    }

    private static string[]? Match(string[] pattern, string[] parts)
    {
        var rest = new List<string>();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == "**")
            {
                rest.Add(Uri.UnescapeDataString(string.Join('/', parts[i..])));
                return i < parts.Length ? [.. rest] : null;
            }

            if (i >= parts.Length || (pattern[i] != "*" && pattern[i] != parts[i]))
            {
                return null;
            }

            if (pattern[i] == "*")
            {
                rest.Add(Uri.UnescapeDataString(parts[i]));
            }
        }

        return pattern.Length == parts.Length ? [.. rest] : null;
    }
}
