using System.ComponentModel;
using System.Text.Json;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Records;
using ModelTracking.Versioning;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Commits a model with what made it.</summary>
[Description("Commit a model with its configuration, code, data and metrics. What is not named stays as it is on the branch.")]
internal sealed class CommitCommand(Terminal terminal) : AsyncCommand<CommitCommand.Settings>
{
    internal sealed class Settings : RepositorySettings
    {
        [CommandOption("--message|-m <TEXT>")]
        [Description("Why.")]
        public string? Message { get; init; }

        [CommandOption("--branch|-b <NAME>")]
        [Description("The branch; made where there is none. Default: main.")]
        public string Branch { get; init; } = Repository.DefaultBranch;

        [CommandOption("--set <KEY=VALUE>")]
        [Description("A configuration value; may be given again.")]
        public string[] Set { get; init; } = [];

        [CommandOption("--config <SECTION=FILE>")]
        [Description("A section of the configuration from a JSON file; may be given again.")]
        public string[] Config { get; init; } = [];

        [CommandOption("--code <FOLDER>")]
        [Description("The folder of the code: its git commit and uncommitted changes, or its source files. Default: with --from, what the run captured.")]
        public string? Code { get; init; }

        [CommandOption("--dataset <NAME=PATH>")]
        [Description("A file or folder of data, by its digest; may be given again.")]
        public string[] Dataset { get; init; } = [];

        [CommandOption("--keep-data")]
        [Description("Keep the bytes of datasets in the store too.")]
        public bool KeepData { get; init; }

        [CommandOption("--model <NAME=PATH>")]
        [Description("A model's file or folder; with --from, also the path of an artifact. May be given again.")]
        public string[] Model { get; init; } = [];

        [CommandOption("--metric <KEY=NUMBER>")]
        [Description("A measured value; may be given again.")]
        public string[] Metric { get; init; } = [];

        [CommandOption("--from <RUN>")]
        [Description("The run it comes from: its params, metrics, code, environment and datasets are taken up.")]
        public string? From { get; init; }

        [CommandOption("--author <NAME>")]
        [Description("Who. Default: MODELTRACKING_AUTHOR, else GIT_AUTHOR_NAME, else the user.")]
        public string? Author { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(settings.Message))
        {
            throw ToolException.BadUsage("a commit needs a reason; give it with -m TEXT.");
        }

        var versions = OpenVersions.MakeAt(settings, terminal, settings.Author);
        var repository = settings.Repo is { } name ? versions.Repository(name) : versions.Repository(settings);
        var run = settings.From is { } from ? await OpenStore.At(settings, terminal).FindAsync(from, cancellationToken) : null;
        var commit = repository.Commit(settings.Message, c => Fill(c, settings, run), settings.Branch);
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [CommitJson.Of(commit, [settings.Branch])], ToolJson.Output.IReadOnlyListCommitJson, cancellationToken);
        }
        else
        {
            var isSame = commit.Parents is [var parent, ..] && repository.Resolve(parent).TreeId == commit.TreeId;
            terminal.Console.WriteLine(Format.Line($"{repository.Name} {settings.Branch}: {commit}{(isSame ? " (holds the same as the commit before)" : "")}"));
        }

        return ExitCode.Success;
    }

    private void Fill(CommitBuilder commit, Settings settings, RunSummary? run)
    {
        if (run is not null)
        {
            commit.From(run);
        }

        foreach (var (section, file) in settings.Config.Select(c => Pairs.Parse(c, "--config")))
        {
            using var json = ReadJson(Full(file));
            commit.Config(section, json.RootElement, ToolJson.Default.JsonElement);
        }

        foreach (var (key, value) in settings.Set.Select(s => Pairs.Parse(s, "--set")))
        {
            commit.Set(key, Pairs.Typed(value));
        }

        foreach (var (key, value) in settings.Metric.Select(m => Pairs.Parse(m, "--metric")))
        {
            commit.Metric(key, Pairs.Number(value, "--metric"));
        }

        foreach (var (name, path) in settings.Dataset.Select(d => Pairs.Parse(d, "--dataset")))
        {
            commit.Dataset(name, Full(path), new DatasetPartOptions { Store = settings.KeepData, Source = path.Replace('\\', '/') });
        }

        foreach (var (name, path) in settings.Model.Select(m => Pairs.Parse(m, "--model")))
        {
            var isArtifact = run is not null && run.Artifacts.Any(a => a.Path == path || a.Path.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));
            _ = isArtifact ? commit.Model(name, run!, path) : commit.Model(name, Full(path));
        }

        if (settings.Code is { } code)
        {
            commit.Code(Full(code));
        }
    }

    private static JsonDocument ReadJson(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException exception)
        {
            throw ToolException.BadUsage($"'{file}' is not JSON: {exception.Message}");
        }
    }

    private string Full(string path) => Path.GetFullPath(path, terminal.Folder);
}
