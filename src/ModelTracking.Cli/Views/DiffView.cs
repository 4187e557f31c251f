using ModelTracking.Versioning;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>What differs between two commits.</summary>
internal sealed class DiffView(IAnsiConsole console)
{
    /// <summary>Writes the difference.</summary>
    public void Write(TreeDiff diff, bool details)
    {
        foreach (var line in diff.ToText(details).TrimEnd('\n').Split('\n'))
        {
            var text = line.TrimStart();
            var style = text.Length == 0 ? Palette.Plain
                : line[0] != ' ' ? Palette.Heading
                : text[0] switch { '+' => Palette.Good, '-' => Palette.Bad, '~' => Palette.Doubtful, '@' => Palette.Quiet, _ => Palette.Plain };
            console.WriteLine(Format.Line(line.TrimEnd()), style);
        }
    }
}
