using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Shows the history of a repository.</summary>
[Description("Show a repository's commits as a graph, newest first.")]
internal sealed class LogCommand(Terminal terminal) : AsyncCommand<LogCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "[REVISION]")]
        [Description("Branch, tag or commit to begin at. Default: all branches and tags.")]
        public string? Revision { get; init; }

        [CommandOption("--limit|-n <COUNT>")]
        [Description("At most this many. Default: 50.")]
        public int Limit { get; init; } = 50;

        [CommandOption("--reflog")]
        [Description("Show every move of branches and tags instead.")]
        public bool Reflog { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var repository = OpenVersions.At(settings, terminal).Repository(settings);
        if (settings.Reflog)
        {
            await WriteReflogAsync(repository, settings, cancellationToken);
            return ExitCode.Success;
        }

        var names = repository.Branches.Select(b => (b.CommitId, b.Name)).Concat(repository.Tags.Select(t => (t.CommitId, Name: $"tag {t.Name}"))).ToLookup(r => r.CommitId, r => r.Name);
        var commits = repository.Log(settings.Revision).Take(settings.Limit);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. commits.Select(c => CommitJson.Of(c, [.. names[c.Id]]))], ToolJson.Output.IReadOnlyListCommitJson, cancellationToken);
            return ExitCode.Success;
        }

        var graph = new LogGraph();
        foreach (var commit in commits)
        {
            Write(commit, graph.Next(commit), [.. names[commit.Id]]);
        }

        return ExitCode.Success;
    }

    private void Write(Commit commit, (IReadOnlyList<string> Above, string Mark, IReadOnlyList<string> Below) drawing, string[] names)
    {
        foreach (var above in drawing.Above)
        {
            terminal.Console.WriteLine(above, Palette.Live);
        }

        var line = new Paragraph { Overflow = Overflow.Ellipsis };
        line.Append($"{drawing.Mark} ", Palette.Live).Append(commit.ShortId, Palette.Quiet);
        if (names.Length > 0)
        {
            line.Append($" ({string.Join(", ", names)})", Palette.Good);
        }

        line.Append($" {Format.Line(commit.Message.Split('\n')[0])}").Append($"  {Format.Line(commit.Author)}, {Format.Age(commit.Time, terminal.Time.GetUtcNow())}", Palette.Quiet);
        terminal.Console.Write(line);
        terminal.Console.WriteLine();
        foreach (var below in drawing.Below)
        {
            terminal.Console.WriteLine(below, Palette.Live);
        }
    }

    private async Task WriteReflogAsync(Repository repository, Settings settings, CancellationToken cancellationToken)
    {
        var changes = repository.Reflog(settings.Revision).Reverse().Take(settings.Limit).ToArray();
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. changes.Select(RefChangeJson.Of)], ToolJson.Output.IReadOnlyListRefChangeJson, cancellationToken);
            return;
        }

        foreach (var change in changes)
        {
            terminal.Console.WriteLine(Format.Line($"{change.Object?[..10] ?? "(deleted)",-10} {change.Key}  {change.Why}  {change.By}, {Format.Age(change.Time, terminal.Time.GetUtcNow())}"));
        }
    }
}
