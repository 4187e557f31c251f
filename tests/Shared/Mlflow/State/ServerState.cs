using System.Collections.Concurrent;
using System.Globalization;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.State;

/// <summary>All that the server knows, in memory. It outlives the listening socket: a stub that goes away and comes back still knows it.</summary>
public sealed class ServerState
{
    private static readonly string[] Adjectives = ["treasured", "brave", "quiet", "merry", "clever", "gentle"];
    private static readonly string[] Animals = ["roo", "otter", "hare", "finch", "newt", "crane"];
    private readonly StubOptions _options;
    private readonly Random _random = new(20260101);
    private int _lastExperiment;
    private int _lastUser;

    internal ServerState(StubOptions options)
    {
        _options = options;
        Experiments.Add("0", new StubExperiment { Id = "0", Name = "Default", ArtifactLocation = "mlflow-artifacts:/0", Created = Now, Updated = Now });
        if (options.Admin is { } admin)
        {
            AddUser(admin.User, admin.Password).IsAdmin = true;
        }
    }

    /// <summary>Held while a request changes or reads the state.</summary>
    public object Lock { get; } = new();

    public OrderedDictionary<string, StubExperiment> Experiments { get; } = [];

    public OrderedDictionary<string, StubRun> Runs { get; } = [];

    public OrderedDictionary<string, LoggedModel> LoggedModels { get; } = [];

    public OrderedDictionary<string, RegisteredModel> Registry { get; } = [];

    public OrderedDictionary<string, StubUser> Users { get; } = [];

    public ArtifactFiles Artifacts { get; } = new();

    public ConcurrentDictionary<string, PartUpload> Uploads { get; } = [];

    internal StoreKind Store => _options.Store;

    internal StubOptions Options => _options;

    internal long Now => _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    internal string NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    internal string NewExperimentId() => _options.Store == StoreKind.Sql
        ? (++_lastExperiment).ToString(CultureInfo.InvariantCulture)
        : _random.NextInt64(100_000_000_000_000_000, 999_999_999_999_999_999).ToString(CultureInfo.InvariantCulture);

    internal string NewName() => string.Create(CultureInfo.InvariantCulture, $"{Adjectives[_random.Next(6)]}-{Animals[_random.Next(6)]}-{_random.Next(1000)}");

    internal StubUser AddUser(string name, string password)
    {
        var user = new StubUser(++_lastUser, name, password);
        Users.Add(name, user);
        return user;
    }

    internal StubRun Run(string id) => Runs.TryGetValue(id, out var run)
        ? run
        : throw ApiException.Missing(Store == StoreKind.Sql ? $"Run with id={id} not found" : $"Run '{id}' not found");

    /// <summary>A run that may be changed.</summary>
    internal StubRun ActiveRun(string id)
    {
        var run = Run(id);
        return !run.Deleted ? run : throw ApiException.Invalid(Store == StoreKind.Sql
            ? $"The run {id} must be in the 'active' state. Current state is deleted."
            : $"The run {id} must be in 'active' lifecycle_stage.");
    }

    internal StubExperiment Experiment(string id) => Experiments.TryGetValue(id, out var experiment) ? experiment : throw NoExperiment(id);

    internal ApiException NoExperiment(string id) =>
        ApiException.Missing(Store == StoreKind.Sql ? $"No Experiment with id={id} exists" : $"Could not find experiment with ID {id}");
}
