using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Says where something occurs.</summary>
[Description("Say which commits, runs and model versions contain a file, a data set, a commit, a model version or a run.")]
internal sealed class UsesCommand(Terminal terminal) : AsyncCommand<UsesCommand.Settings>
{
    private const int DigestLength = 64;

    internal sealed class Settings : RepositorySettings
    {
        [CommandArgument(0, "<WHAT>")]
        [Description("A file or folder on disk, a SHA-256, MODEL/3 or MODEL@alias, a branch, tag or commit, or a run.")]
        public string What { get; init; } = "";
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var versions = OpenVersions.At(settings, terminal);
        var uses = await FindAsync(versions, settings, cancellationToken);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, UsesJson.Of(uses), ToolJson.Output.UsesJson, cancellationToken);
        }
        else
        {
            await WriteAsync(uses, settings, cancellationToken);
        }

        return ExitCode.Success;
    }

    private async Task<ObjectUses> FindAsync(VersionStore versions, Settings settings, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(settings.What, terminal.Folder);
        if (File.Exists(path) || Directory.Exists(path))
        {
            return await versions.FindUsesOfFileAsync(path, cancellationToken);
        }

        var what = settings.What.Length == DigestLength && settings.What.All(char.IsAsciiHexDigitLower) ? settings.What
            : ModelVersionOf(versions, settings.What)?.CommitId
            ?? CommitOf(versions, settings)?.Id
            ?? (await OpenStore.At(settings, terminal).FindAsync(settings.What, cancellationToken)).Id.ToString();
        return await versions.FindUsesAsync(what, cancellationToken);
    }

    private static ModelVersion? ModelVersionOf(VersionStore versions, string reference)
    {
        if (reference.IndexOfAny(['/', '@']) < 0)
        {
            return null;
        }

        try
        {
            return versions.Models.Get(reference);
        }
        catch (VersionNotFoundException)
        {
            return null;
        }
    }

    private static Commit? CommitOf(VersionStore versions, Settings settings)
    {
        foreach (var name in settings.Repo is { } repo ? [repo] : versions.Repositories)
        {
            try
            {
                return versions.Repository(name).Resolve(settings.What);
            }
            catch (VersionNotFoundException)
            {
                // It may be of another repository, or no commit at all.
            }
        }

        return null;
    }

    private async Task WriteAsync(ObjectUses uses, Settings settings, CancellationToken cancellationToken)
    {
        if (uses is { Commits.Count: 0, Runs.Count: 0, Versions.Count: 0 })
        {
            terminal.Console.WriteLine("No commit, run or model version contains it.", Palette.Quiet);
            return;
        }

        Section("Commits", uses.Commits.Select(c => $"{c.Commit.ShortId}  {c.Repository}: {c.Commit.Message.Split('\n')[0]}"));
        var runs = OpenStore.At(settings, terminal).Quiet;
        var lines = new List<string>();
        foreach (var run in uses.Runs)
        {
            lines.Add($"{Format.Id(run)}  {(await runs.GetRunAsync(run, cancellationToken))?.Name ?? "(deleted)"}");
        }

        Section("Runs", lines);
        Section("Model versions", uses.Versions.Select(v => $"{v}{(v.Aliases.Count > 0 ? $"  {string.Join(", ", v.Aliases)}" : "")}"));
    }

    private void Section(string heading, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            if (!any)
            {
                terminal.Console.WriteLine(heading, Palette.Heading);
                any = true;
            }

            terminal.Console.WriteLine($"  {Format.Line(line)}");
        }
    }
}
