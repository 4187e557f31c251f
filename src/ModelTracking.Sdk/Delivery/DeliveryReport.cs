using ModelTracking.Diagnostics;

namespace ModelTracking.Delivery;

/// <summary>What became of a run's records up to a flush or the end of the run.</summary>
public sealed record DeliveryReport
{
    /// <summary>Records and points that every backend has stored.</summary>
    public long Delivered { get; init; }

    /// <summary>Records and points still kept in memory, because a backend fails at the moment.</summary>
    public long Pending { get; init; }

    /// <summary>Points that were dropped, by choice (<see cref="OverflowPolicy.Drop"/>) or for want of memory.</summary>
    public long Dropped { get; init; }

    /// <summary>Records and points that a backend refused for good.</summary>
    public long Rejected { get; init; }

    /// <summary>What went wrong with this run, by kind.</summary>
    public IReadOnlyCollection<TroubleCount> Troubles { get; init; } = [];

    /// <summary>True where everything that was logged is stored and nothing went wrong.</summary>
    public bool IsComplete => Pending == 0 && Dropped == 0 && Rejected == 0 && Troubles.Count == 0;

    /// <summary>The numbers, and each kind of trouble in a line of its own with its remedy.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, Troubles.Select(t => $"{t.Count}x {t.First}").Prepend($"{Delivered} delivered, {Pending} pending, {Dropped} dropped, {Rejected} rejected"));
}
