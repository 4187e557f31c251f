using System.ComponentModel;
using ModelTracking.Cli.Json;
using ModelTracking.Cli.Stores;
using ModelTracking.Cli.Views;
using ModelTracking.Reading.Matching;
using ModelTracking.Records;
using Spectre.Console;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>Answers whether a training was tried before.</summary>
[Description("Ask whether a training was tried before, by params, code and data, or as a run had them. Exits with 1 where it was not.")]
internal sealed class TriedCommand(Terminal terminal) : AsyncCommand<TriedCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[RUN]")]
        [Description("Other runs with this one's params, code and data.")]
        public string? Run { get; init; }

        [CommandOption("--params|-p <KEY=VALUE>")]
        [Description("A param; may be given several times. Numbers are compared as numbers.")]
        public string[] Params { get; init; } = [];

        [CommandOption("--only")]
        [Description("Runs with other params besides these do not count.")]
        public bool Only { get; init; }

        [CommandOption("--commit <HASH>")]
        [Description("The commit, or the beginning of its hash.")]
        public string? Commit { get; init; }

        [CommandOption("--data <DIGEST>")]
        [Description("A file or folder, or the beginning of a digest; may be given several times.")]
        public string[] Data { get; init; } = [];

        [CommandOption("--experiment|-e <NAME>")]
        [Description("Only runs of this experiment.")]
        public string? Experiment { get; init; }

        [CommandOption("--json")]
        [Description("Print the runs as JSON.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        if (settings is { Run: null, Params.Length: 0, Commit: null, Data.Length: 0 })
        {
            throw ToolException.BadUsage("say what is looked for: a run, or --params, --commit, --data.");
        }

        var store = OpenStore.At(settings, terminal);
        var like = settings.Run is { } named ? await store.FindAsync(named, cancellationToken) : null;
        var found = await RunMatcher.FindAsync(store.Reader, Signature(settings, like), terminal.Time, cancellationToken);
        IReadOnlyList<RunMatch> others = [.. found.Where(m => m.Run.Id != like?.Id)];
        if (settings.Json)
        {
            await ToolJson.WriteAsync(terminal, [.. others.Select(m => RunJson.Of(m.Run))], ToolJson.Output.IReadOnlyListRunJson, cancellationToken);
        }
        else if (others.Count == 0)
        {
            terminal.Console.WriteLine("Not tried yet.", Palette.Quiet);
        }
        else
        {
            new RunListView(terminal.Console, terminal.Time.GetUtcNow()).Write([.. others.Select(m => m.Run)], null, Told(others));
        }

        return others.Count > 0 ? store.ExitCode : ExitCode.NotFoundOrDamaged;
    }

    private RunSignature Signature(Settings settings, RunSummary? like)
    {
        var signature = like is null ? new RunSignature() : RunSignature.Of(like);
        var asked = settings.Params.Select(p => KeyValues.Parse(p, "--params")).ToDictionary(p => p.Key, p => KeyValues.Typed(p.Value), StringComparer.Ordinal);
        return signature with
        {
            Experiment = settings.Experiment ?? signature.Experiment,
            Params = asked.Count > 0 ? signature.Params.Where(p => !asked.ContainsKey(p.Key)).Concat(asked).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal) : signature.Params,
            IsWholeConfig = settings.Only || signature.IsWholeConfig,
            Commit = settings.Commit ?? signature.Commit,
            Patch = settings.Commit is null ? signature.Patch : null,
            Data = settings.Data.Length > 0 ? [.. settings.Data.Select(Digest)] : signature.Data,
        };
    }

    private string Digest(string data)
    {
        var path = Path.GetFullPath(data, terminal.Folder);
        return File.Exists(path) || Directory.Exists(path) ? RunSignature.DigestOf(path) : data;
    }

    // A column that says "unknown" of every run says nothing.
    private static List<Views.TableColumn> Told(IReadOnlyList<RunMatch> matches) =>
    [
        .. matches.Any(m => m.IsSameCode is not null) ? [Column("code", matches.Select(m => m.IsSameCode))] : (Views.TableColumn[])[],
        .. matches.Any(m => m.IsSameData is not null) ? [Column("data", matches.Select(m => m.IsSameData))] : (Views.TableColumn[])[],
    ];

    private static Views.TableColumn Column(string name, IEnumerable<bool?> same) =>
        new(name, [.. same.Select(s => s == true ? new Cell("same", Palette.Good) : Cell.Quiet("unknown"))]);
}
