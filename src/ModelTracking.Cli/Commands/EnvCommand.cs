using System.ComponentModel;
using ModelTracking.Capture.Packages;
using ModelTracking.Cli.Json;
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

        [CommandOption("--json")]
        [Description("Print JSON: a list of {group, name, value}; with two runs of {group, name, one, other}, only what differs.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var store = OpenStore.At(settings, terminal);
        var one = await store.FindAsync(settings.Run, cancellationToken);
        var groups = await ReadAsync(store, one, cancellationToken);
        if (settings.Other is null)
        {
            if (settings.Json)
            {
                await ToolJson.WriteAsync(terminal, [.. groups.SelectMany(g => g.Pairs.Select(p => new ValueJson(g.Group, p.Name, p.Value)))], ToolJson.Output.IReadOnlyListValueJson, cancellationToken);
            }
            else
            {
                Show(one, groups);
            }

            return store.ExitCode;
        }

        var two = await store.FindAsync(settings.Other, cancellationToken);
        var (differences, same) = Compare(groups, await ReadAsync(store, two, cancellationToken));
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, differences, ToolJson.Output.IReadOnlyListDifferenceJson, cancellationToken);
        }
        else
        {
            Show(one, two, differences, same);
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

    private static (IReadOnlyList<DifferenceJson> Differences, int Same) Compare(IReadOnlyList<(string Group, IReadOnlyList<(string Name, string Value)> Pairs)> ones, IReadOnlyList<(string Group, IReadOnlyList<(string Name, string Value)> Pairs)> twos)
    {
        var differences = new List<DifferenceJson>();
        var same = 0;
        foreach (var (group, pairs) in ones)
        {
            var left = Named(pairs);
            var right = Named(twos.First(g => g.Group == group).Pairs);
            foreach (var name in left.Keys.Union(right.Keys))
            {
                if (left.GetValueOrDefault(name) == right.GetValueOrDefault(name))
                {
                    same++;
                }
                else
                {
                    differences.Add(new DifferenceJson(group, name, left.GetValueOrDefault(name), right.GetValueOrDefault(name)));
                }
            }
        }

        return (differences, same);
    }

    private void Show(RunSummary one, RunSummary two, IReadOnlyList<DifferenceJson> differences, int same)
    {
        foreach (var group in differences.GroupBy(d => d.Group))
        {
            Heading(group.Key);
            new FittedTable(
            [
                new("", [.. group.Select(d => Cell.Quiet(Format.Line(d.Name)))]) { MinWidth = 8 },
                new(Format.Line(one.Name), [.. group.Select(d => Of(d.One))]) { MinWidth = 8 },
                new(Format.Line(two.Name), [.. group.Select(d => Of(d.Other))]) { MinWidth = 8 },
            ], 2).Write(terminal.Console);
        }

        terminal.Console.WriteLine();
        terminal.Console.WriteLine($"{(differences.Count > 0 ? "" : "Nothing differs. ")}{Format.Count(same, "value")} {(same == 1 ? "is" : "are")} the same.", Palette.Quiet);
    }

    private static Dictionary<string, string> Named(IReadOnlyList<(string Name, string Value)> pairs) =>
        pairs.GroupBy(p => p.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);

    private static Cell Of(string? value) => value is null ? Cell.Quiet("–") : Format.Line(value);

    private void Heading(string text)
    {
        terminal.Console.Write(new Text(text, Palette.Heading));
        terminal.Console.WriteLine();
    }
}
