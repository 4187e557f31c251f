using System.Reflection;
using Spectre.Console.Cli;

namespace ModelTracking.Cli.Commands;

/// <summary>The tool's verbs: one file in this folder and one line here each.</summary>
internal sealed class Verbs
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, bool>> _options = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All verbs.</summary>
    public IReadOnlyCollection<string> Names => _options.Keys;

    /// <summary>A verb's options as they are typed, with their dashes, and whether each takes a value.</summary>
    public IReadOnlyDictionary<string, bool> OptionsOf(string verb) => _options[verb];

    public void AddTo(IConfigurator config)
    {
        Add<RunsCommand>(config, "runs", "--sort -metrics.accuracy --limit 10");
        Add<CompareCommand>(config, "compare", "baseline latest --markdown");
        Add<GroupCommand>(config, "group", "params.model --values metrics.accuracy --against sdca");
        Add<ExperimentsCommand>(config, "experiments", "--json");
        Add<ShowCommand>(config, "show", "latest");
        Add<MetricsCommand>(config, "metrics", "brave-otter-417 loss --context train");
        Add<ArtifactsCommand>(config, "artifacts", "latest --get model.zip --out model.zip");
        Add<LeaderboardCommand>(config, "leaderboard", "latest");
        Add<CatCommand>(config, "cat", "1a2b3c4d");
        Add<TailCommand>(config, "tail", "latest");
        Add<ImportCommand>(config, "import", "mbconfig MLModel1.mbconfig");
        Add<ExportCommand>(config, "export", "--out runs.parquet");
        Add<CommitCommand>(config, "commit", "-m better --from latest --model net=model.zip");
        Add<LogCommand>(config, "log", "main --limit 20");
        Add<BranchCommand>(config, "branch", "wide-net --from main");
        Add<TagCommand>(config, "tag", "paper-v1 main");
        Add<DiffCommand>(config, "diff", "main wide-net");
        Add<MergeCommand>(config, "merge", "wide-net --into main --dry-run");
        Add<RevertCommand>(config, "revert", "1a2b3c4d");
        Add<CheckoutCommand>(config, "checkout", "paper-v1 --to paper");
        Add<ReproduceCommand>(config, "reproduce", "paper-v1");
        Add<VerifyCommand>(config, "verify", "--repair");
        Add<UsesCommand>(config, "uses", "data/train.csv");
        Add<PushCommand>(config, "push", "/mnt/share/mltrack");
        Add<PullCommand>(config, "pull", "/mnt/share/mltrack");
        Add<ModelsCommand>(config, "models", "register churn main --alias champion");
        Add<WebhooksCommand>(config, "webhooks", "add chat https://example.org/hook --event AliasSet");
        Add<DoctorCommand>(config, "doctor", "--repair");
        Add<DeleteCommand>(config, "delete", "1a2b3c4d 5e6f7a8b");
        Add<RestoreCommand>(config, "restore", "1a2b3c4d");
        Add<GcCommand>(config, "gc", "--older-than 30d --dry-run");
        Add<EditCommand>(config, "edit", "latest --star --tag stage=candidate");
        Add<HistoryCommand>(config, "history", "latest");
        Add<CommentCommand>(config, "comment", "latest --add ready");
        Add<TriedCommand>(config, "tried", "--params lr=0.1 --params model=sdca");
        Add<LogsCommand>(config, "logs", "latest --tail 20");
        Add<PatchCommand>(config, "patch", "latest");
        Add<UiCommand>(config, "ui", "--store ./mltrack");
        Add<ViewsCommand>(config, "views", "--json");
        Add<ReportsCommand>(config, "reports", "html digits --out digits.html");
        Add<KeysCommand>(config, "keys", "add ada --role editor:experiment=digits");
        Add<AuditCommand>(config, "audit", "--limit 20");
        Add<EnvCommand>(config, "env", "1a2b3c4d 5e6f7a8b");
        Add<SyncCommand>(config, "sync", "--to http://localhost:5000");
        Add<ReplicasCommand>(config, "replicas", "latest");
    }

    private void Add<TCommand>(IConfigurator config, string name, string example)
        where TCommand : class, ICommand
    {
        _options.Add(name, OptionsIn(SettingsOf(typeof(TCommand))));
        config.AddCommand<TCommand>(name).WithExample([name, .. example.Split(' ')]);
    }

    private static Dictionary<string, bool> OptionsIn(Type settings) => settings.GetProperties()
        .SelectMany(p => p.GetCustomAttributes<CommandOptionAttribute>())
        .SelectMany(o => o.LongNames.Select(n => ($"--{n}", o.ValueName is not null)).Concat(o.ShortNames.Select(n => ($"-{n}", o.ValueName is not null))))
        .Append(("--help", false))
        .Append(("-h", false))
        .ToDictionary(o => o.Item1, o => o.Item2, StringComparer.Ordinal);

    private static Type SettingsOf(Type command)
    {
        var type = command;
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(AsyncCommand<>)))
        {
            type = type.BaseType;
        }

        return type is null ? typeof(EmptyCommandSettings) : type.GetGenericArguments()[0];
    }
}
