using System.Security.Cryptography;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;

namespace ModelTracking.Sharing;

/// <summary>
/// The views or the reports of a store, for everybody who uses it: an append-only log in the store's folder <c>shared</c>.
/// Thread-safe, across processes too: what one has saved the others see at their next look.
/// </summary>
public sealed class SharedDocuments
{
    /// <summary>How long a name is at most, in characters.</summary>
    public const int MaxName = 200;

    /// <summary>How long a content is at most, in characters.</summary>
    public const int MaxContent = 100_000;

    /// <summary>How long the name of an experiment is at most, in characters.</summary>
    public const int MaxExperiment = 1000;

    /// <summary>How many versions of each are at hand, the newest ones.</summary>
    public const int MaxVersions = 100;

    private const string Remedy = "Restore it from a backup, or move it away: views and reports begin anew, and nothing else is lost.";

    private readonly FoldedLog<SharedEvent, SharedState> _log;
    private readonly TimeProvider _time;

    private SharedDocuments(StoreLayout layout, SharedKind kind, TimeProvider time)
    {
        (Kind, _time) = (kind, time);
        var file = new ChainedLogFile(Path.Combine(layout.Shared, kind == SharedKind.View ? "views.log" : "reports.log"), JournalFiles.Real);
        _log = new FoldedLog<SharedEvent, SharedState>(() => Lock(layout, time), file, SharingJson.Lines.SharedEvent, () => new SharedState(kind), SharedState.Apply, Remedy);
    }

    /// <summary>What these are.</summary>
    public SharedKind Kind { get; }

    /// <summary>Opens the views or the reports of a store.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="kind">Views or reports.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <exception cref="TrackingException">There is no store.</exception>
    public static SharedDocuments Open(string store, SharedKind kind, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(store);
        return new SharedDocuments(StoreMarker.Open(store), kind, timeProvider ?? TimeProvider.System);
    }

    /// <summary>All of them in the order of their names, those that are private included.</summary>
    public IReadOnlyList<SharedDocument> List() =>
        [.. _log.Read(static s => s.Newest.ToArray()).OrderBy(d => d.Name, StringComparer.OrdinalIgnoreCase).ThenBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>One by its identity; null where there is none.</summary>
    public SharedDocument? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _log.Read(static (s, i) => s.Find(i), id);
    }

    /// <summary>The versions of one, newest first, at most <see cref="MaxVersions"/>; empty where there is none.</summary>
    public IReadOnlyList<SharedDocument> History(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _log.Read(static (s, i) => s.History(i), id);
    }

    /// <summary>Saves a new one, and returns once it survives a power cut.</summary>
    /// <param name="name">Its name: unlike that of any other that is shared or the same owner's, capitals aside.</param>
    /// <param name="content">A view's address, a report's Markdown.</param>
    /// <param name="isPrivate">Whether it is for its owner alone. Default: false.</param>
    /// <param name="experiment">The experiment that it is about; empty for all. Default: empty.</param>
    /// <param name="by">Who makes it. Default: the user of this process.</param>
    /// <exception cref="ArgumentException">The name is empty or too long, or the content or the experiment is too long.</exception>
    /// <exception cref="TrackingException">The name is taken, or the log is damaged.</exception>
    public SharedDocument Create(string name, string content, bool isPrivate = false, string experiment = "", string? by = null)
    {
        name = Checked(name);
        CheckExperiment(experiment);
        var (owner, id) = (by ?? Environment.UserName, "");
        Check(content);
        _log.Write(state =>
        {
            RefuseTaken(state, name, owner, isPrivate, null);
            do
            {
                id = Convert.ToHexString(RandomNumberGenerator.GetBytes(4)).ToLowerInvariant();
            }
            while (state.Find(id) is not null);
            return [new SharedEvent(_time.GetUtcNow(), owner, id) { Name = name, Content = content, Experiment = experiment.Length == 0 ? null : experiment, IsPrivate = isPrivate ? true : null, Format = state.IsEmpty ? SharedState.Format : null }];
        });
        return Find(id) ?? throw new TrackingException($"'{name}' was deleted a moment after it was saved.");
    }

    /// <summary>Changes one: that makes a new version. A change that changes nothing makes none.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="change">What to change.</param>
    /// <param name="by">Who does. Default: the user of this process.</param>
    /// <returns>The version that is there now; null where there is no such view or report.</returns>
    /// <exception cref="ArgumentException">The name is empty or too long, or the content or the experiment is too long.</exception>
    /// <exception cref="TrackingException">The name is taken, somebody else has changed it meanwhile, or the log is damaged.</exception>
    public SharedDocument? Change(string id, SharedChange change, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(change);
        var name = change.Name is null ? null : Checked(change.Name);
        if (change.Content is not null)
        {
            Check(change.Content);
        }

        if (change.Experiment is not null)
        {
            CheckExperiment(change.Experiment);
        }

        _log.Write(state =>
        {
            if (state.Find(id) is not { } now)
            {
                return [];
            }

            if (change.Of is { } of && of != now.Version)
            {
                throw new TrackingException($"'{now.Name}' was changed meanwhile, by {now.ChangedBy}: this is made from version {of}, and there is version {now.Version}. Load it again, and keep what you want of both.");
            }

            var line = new SharedEvent(_time.GetUtcNow(), by ?? Environment.UserName, id)
            {
                Name = name == now.Name ? null : name,
                Content = change.Content == now.Content ? null : change.Content,
                Experiment = change.Experiment == now.Experiment ? null : change.Experiment,
                IsPrivate = change.IsPrivate == now.IsPrivate ? null : change.IsPrivate,
            };
            RefuseTaken(state, name ?? now.Name, now.Owner, change.IsPrivate ?? now.IsPrivate, id);
            return line is { Name: null, Content: null, Experiment: null, IsPrivate: null } ? [] : [line];
        });
        return Find(id);
    }

    /// <summary>Takes one away. Its versions stay in the log, out of sight.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="TrackingException">The log is damaged.</exception>
    public bool Delete(string id, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _log.Write(state => state.Find(id) is null ? [] : [new SharedEvent(_time.GetUtcNow(), by ?? Environment.UserName, id) { Deleted = true }]).Count > 0;
    }

    private static StoreLock Lock(StoreLayout layout, TimeProvider time)
    {
        Directory.CreateDirectory(layout.Shared);
        return StoreLock.Take(Path.Combine(layout.Shared, "lock"), time);
    }

    // What somebody keeps for themselves takes no name from others, and its name tells them nothing.
    private static void RefuseTaken(SharedState state, string name, string owner, bool isPrivate, string? except)
    {
        if (state.Newest.Any(d => d.Id != except && d.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && (d.Owner == owner || (!d.IsPrivate && !isPrivate))))
        {
            throw new TrackingException($"There is '{name}' already. Take another name, or change that one.");
        }
    }

    private static string Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Trim() is { Length: > 0 and <= MaxName } trimmed && !trimmed.Any(char.IsControl)
            ? trimmed
            : throw new ArgumentException($"A name has between 1 and {MaxName} characters, on one line.", nameof(name));
    }

    private static void Check(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > MaxContent)
        {
            throw new ArgumentException($"It has {content.Length} characters, and at most {MaxContent} are kept.", nameof(content));
        }
    }

    private static void CheckExperiment(string experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        if (experiment.Length > MaxExperiment || experiment.Any(char.IsControl))
        {
            throw new ArgumentException($"The name of an experiment has at most {MaxExperiment} characters, on one line.", nameof(experiment));
        }
    }
}
