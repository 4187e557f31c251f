using System.ComponentModel;
using ModelTracking.Capture.Packages;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows the environment of a run, or what differs between two.</summary>
[Description("Show the environment of a run: machine, program, variables, packages; with two runs, what differs.")]
internal sealed class EnvCommand(Terminal terminal) : AsyncCommand<EnvCommand.Settings>
{
    internal sealed class Settings : RunSettings
    {
        [CommandArgument(1, "[OTHER]")]
        [Description("Another run to compare with.")]
        public string? Other { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var one = await store.FindAsync(settings.Run, cancellationToken);
        var groups = await ReadAsync(store, one, cancellationToken);
        if (settings.Other is null)
        {
            Show(one, groups);
        }
        else
        {
            var two = await store.FindAsync(settings.Other, cancellationToken);
            Compare(one, groups, two, await ReadAsync(store, two, cancellationToken));
        }

        return store.ExitCode;
    }

    private static async Task<IReadOnlyList<(string Group, IReadOnlyList<(string Name, string Value)> Pairs)>> ReadAsync(OpenStore store, RunSummary run, CancellationToken cancellationToken)
    {
        if (run.Environments is not [.., var environment])
        {
            throw ToolException.NotFound($"run '{run.Name}' does not say on what it ran; TrackingOptions.Capture.Environment was off, or the run is too young.");
        }

        var packages = new PackageGraph();
        if (environment.PackagesArtifact is { } path)
        {
            await using var json = await store.Reader.OpenArtifactAsync(run.Id, path, cancellationToken);
            packages = PackageGraph.Parse(json);
        }

        return EnvironmentPairs.Of(environment, run.Code.Count > 0 ? run.Code[^1] : null, packages);
    }

    private void Show(RunSummary run, IReadOnlyList<(string Group, IReadOnlyList<(string Name, string Value)> Pairs)> groups)
    {
        foreach (var (group, pairs) in groups.Where(g => g.Pairs.Count > 0))
        {
            Heading(group);
            var width = pairs.Max(p => p.Name.GetCellWidth());
            foreach (var (name, value) in pairs)
            {
                Hanging.Write(terminal.Console, [Cell.Quiet($"  {name}{new string(' ', width - name.GetCellWidth())}  ")], Format.Line(value));
            }
        }

        foreach (var note in run.Environments[^1].Notes)
        {
            Hanging.Write(terminal.Console, [], Cell.Quiet(Format.Line(note)));
        }
    }

    private void Compare(
        RunSummary one, IReadOnlyList<(string Group, IReadOnlyList<(string Name, string Value)> Pairs)> ones,
        RunSummary two, IReadOnlyList<(string Group, IReadOnlyList<(string Name, string Value)> Pairs)> twos)
    {
        var same = 0;
        var differs = false;
        foreach (var (group, pairs) in ones)
        {
            var left = Named(pairs);
            var right = Named(twos.First(g => g.Group == group).Pairs);
            var names = left.Keys.Union(right.Keys).Where(n => left.GetValueOrDefault(n) != right.GetValueOrDefault(n)).ToArray();
            same += left.Keys.Union(right.Keys).Count() - names.Length;
            if (names.Length == 0)
            {
                continue;
            }

            differs = true;
            Heading(group);
            new FittedTable(
            [
                new("", [.. names.Select(n => Cell.Quiet(Format.Line(n)))]) { MinWidth = 8 },
                new(Format.Line(one.Name), [.. names.Select(n => Of(left, n))]) { MinWidth = 8 },
                new(Format.Line(two.Name), [.. names.Select(n => Of(right, n))]) { MinWidth = 8 },
            ], 2).Write(terminal.Console);
        }

        terminal.Console.WriteLine();
        terminal.Console.WriteLine($"{(differs ? "" : "Nothing differs. ")}{Format.Count(same, "value")} {(same == 1 ? "is" : "are")} the same.", Palette.Quiet);
    }

    private static Dictionary<string, string> Named(IReadOnlyList<(string Name, string Value)> pairs) =>
        pairs.GroupBy(p => p.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);

    private static Cell Of(Dictionary<string, string> values, string name) => values.TryGetValue(name, out var value) ? Format.Line(value) : Cell.Quiet("–");

    private void Heading(string text)
    {
        terminal.Console.Write(new Text(text, Palette.Heading));
        terminal.Console.WriteLine();
    }
}
