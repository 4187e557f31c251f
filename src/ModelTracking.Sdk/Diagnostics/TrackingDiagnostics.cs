using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ModelTracking.Diagnostics;

/// <summary>
/// Where trouble inside the library is heard: each kind is told once, to the logger (or, without one, as a line on
/// standard error), to the event source <c>ModelTracking</c> and to <see cref="Reported"/>; every occurrence is counted. Thread-safe.
/// </summary>
public sealed class TrackingDiagnostics
{
    private readonly ConcurrentDictionary<TroubleKind, TroubleCount> _counts = new();
    private readonly ILogger? _logger;
    private readonly TextWriter? _fallback;

    /// <summary>Makes diagnostics that tell a logger, or a text writer where there is no logger.</summary>
    /// <param name="logger">The logger; null for none.</param>
    /// <param name="fallback">Takes one line per kind where there is no logger; null for silence.</param>
    public TrackingDiagnostics(ILogger? logger = null, TextWriter? fallback = null)
    {
        _logger = logger;
        _fallback = fallback;
    }

    /// <summary>Raised for every occurrence. A handler that throws is ignored.</summary>
    public event Action<Trouble>? Reported;

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyCollection<TroubleCount> Troubles => [.. _counts.Values];

    /// <summary>Counts a trouble and tells it if it is the first of its kind. Never throws.</summary>
    /// <returns>True where it was the first of its kind.</returns>
    public bool Report(Trouble trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        var count = _counts.AddOrUpdate(
            trouble.Kind,
            static (_, t) => new TroubleCount(t, 1),
            static (_, known, _) => known with { Count = known.Count + 1 },
            trouble);
        var isFirst = ReferenceEquals(count.First, trouble);
        try
        {
            if (isFirst)
            {
                Tell(trouble);
            }

            Reported?.Invoke(trouble);
        }
        catch (Exception)
        {
            // A logger or a handler that fails must not reach the training code.
        }

        return isFirst;
    }

    private void Tell(Trouble trouble)
    {
        TrackingEventSource.Log.Trouble(trouble.Kind.ToString(), trouble.Message, trouble.Remedy);
        if (_logger is not null)
        {
            _logger.LogWarning(trouble.Exception, "{Message} {Remedy} (further ones of this kind are counted, not told)", trouble.Message, trouble.Remedy);
        }
        else
        {
            _fallback?.WriteLine($"modeltracking: {trouble}");
        }
    }
}
