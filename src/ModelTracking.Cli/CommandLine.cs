using ModelTracking.Cli.Commands;

namespace ModelTracking.Cli;

/// <summary>Smooths a command line before it is parsed.</summary>
internal static class CommandLine
{
    private static readonly string[] TakesDash = ["--sort", "--range", "--out", "--to", "--at-least", "--at-most"];

    /// <summary>
    /// Lets a value begin with a dash where that is natural (<c>--sort -start</c>, <c>--range -5..5</c>, <c>--out -</c>, <c>--at-least -0.5</c>),
    /// and answers a misspelt verb or option.
    /// </summary>
    /// <exception cref="ToolException">There is no such verb or option.</exception>
    public static IReadOnlyList<string> Prepare(IReadOnlyList<string> args, Verbs verbs)
    {
        if (args.Count == 0)
        {
            return ["--help"];
        }

        if (!args[0].StartsWith('-'))
        {
            Check(args, verbs);
        }

        var prepared = new List<string>(args.Count);
        for (var i = 0; i < args.Count; i++)
        {
            if (TakesDash.Contains(args[i], StringComparer.Ordinal) && i + 1 < args.Count && args[i + 1].StartsWith('-') && !IsLong(args[i + 1]))
            {
                prepared.Add($"{args[i]}={args[++i]}");
            }
            else
            {
                prepared.Add(args[i]);
            }
        }

        return prepared;
    }

    private static void Check(IReadOnlyList<string> args, Verbs verbs)
    {
        if (!verbs.Names.Contains(args[0], StringComparer.OrdinalIgnoreCase))
        {
            throw ToolException.BadUsage($"there is no verb '{args[0]}'.{Suggestion.DidYouMean(args[0], verbs.Names)} 'modeltracking --help' lists the verbs.");
        }

        var known = verbs.OptionsOf(args[0]);
        foreach (var option in args.Skip(1).TakeWhile(a => a != "--").Where(IsLong).Select(a => a.Split('=', ':')[0]))
        {
            if (!known.ContainsKey(option))
            {
                throw ToolException.BadUsage($"'{args[0]}' has no option '{option}'.{Suggestion.DidYouMean(option, known.Keys)} 'modeltracking {args[0]} --help' lists them.");
            }
        }

        if (known.GetValueOrDefault(args[^1]))
        {
            throw ToolException.BadUsage($"'{args[^1]}' needs a value. 'modeltracking {args[0]} --help' says which.");
        }
    }

    private static bool IsLong(string arg) => arg.Length > 2 && arg.StartsWith("--", StringComparison.Ordinal);
}
