using System.Text.Json;
using ModelTracking.Diagnostics;
using ModelTracking.Journal;

namespace ModelTracking.Access;

/// <summary>
/// The privileged acts on a store, which are only ever added to: each line vouches for all before it, so that one that
/// was changed or taken out shows. It lies beside the keys. Thread-safe, across processes too.
/// </summary>
public sealed class AuditLog
{
    private const int MaxDetails = 2000;

    private readonly AccessFolder _folder;
    private readonly IChainedLog _file;
    private readonly FoldedLog<AuditEntry, object> _log;

    private AuditLog(AccessFolder folder)
    {
        _folder = folder;
        _file = folder.Log("audit.log");
        _log = new FoldedLog<AuditEntry, object>(folder.Lock, _file, AccessLines.Json.AuditEntry, () => new object(), static (_, _) => { }, "Look into who changed it; then move it away, and a new one is begun.");
    }

    /// <summary>Opens the audit log of a store.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <exception cref="TrackingException">There is no store.</exception>
    public static AuditLog Open(string store, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(store);
        return new AuditLog(new AccessFolder(StoreMarker.Open(store), timeProvider ?? TimeProvider.System));
    }

    /// <summary>Adds an entry, and returns once it survives a power cut.</summary>
    /// <param name="by">Who.</param>
    /// <param name="action">What.</param>
    /// <param name="target">To what.</param>
    /// <param name="details">What was asked for; what is longer than 2,000 characters is cut. Default: nothing.</param>
    /// <param name="from">Where the request came from. Default: the machine itself.</param>
    /// <param name="problem">Why it was refused. Default: it was not.</param>
    /// <exception cref="TrackingException">The log was tampered with, so nothing is added to it.</exception>
    /// <exception cref="IOException">It could not be written: do not go on with what was to be noted.</exception>
    public void Add(string by, string action, string target, string? details = null, string? from = null, string? problem = null)
    {
        var entry = new AuditEntry(_folder.Time.GetUtcNow(), by, action, Cut(target)!) { Details = Cut(details), From = from, Problem = Cut(problem) };
        _log.Write(_ => [entry]);
    }

    /// <summary>The newest entries, newest first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<AuditEntry> Read(int count = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return [.. _file.Read(LogPosition.Start).Lines.TakeLast(count).Reverse().Select(l => JsonSerializer.Deserialize(l.Span, AccessLines.Json.AuditEntry)!)];
    }

    /// <summary>Where lines were changed or taken out; empty where the log is whole. Lines cut off its very end leave no trace.</summary>
    public IReadOnlyList<string> Problems() => [.. _file.Read(LogPosition.Start).Damage.Select(d => $"'{d.File}' was changed at byte {d.Offset}.")];

    private static string? Cut(string? text) => text?.Length > MaxDetails ? $"{text[..MaxDetails]}…" : text;
}
