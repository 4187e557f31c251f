using System.Globalization;

namespace ModelTracking;

/// <summary>Reads named values out of a command line.</summary>
internal static class CommandLineParams
{
    public static IEnumerable<(string Key, object Value)> Read(IReadOnlyList<string> args)
    {
        var unnamed = 0;
        for (var i = 0; i < args.Count; i++)
        {
            var name = NameOf(args[i]);
            if (name is null)
            {
                yield return ($"args.{(unnamed++).ToString(CultureInfo.InvariantCulture)}", TextValues.Typed(args[i]));
                continue;
            }

            var split = name.IndexOfAny(['=', ':']);
            if (split > 0)
            {
                yield return (name[..split], TextValues.Typed(name[(split + 1)..]));
            }
            else if (i + 1 < args.Count && NameOf(args[i + 1]) is null)
            {
                yield return (name, TextValues.Typed(args[++i]));
            }
            else
            {
                yield return (name, true);
            }
        }
    }

    // A negative number begins with a dash too, and an absolute path with a slash.
    private static string? NameOf(string arg) => arg switch
    {
        ['-', '-', _, ..] => arg[2..],
        ['-', var first, ..] when !char.IsAsciiDigit(first) && first != '.' => arg[1..],
        ['/', .. var rest] when rest.Length > 0 && !rest.Contains('/', StringComparison.Ordinal) && rest.Contains(':', StringComparison.Ordinal) => rest,
        _ => null,
    };
}
