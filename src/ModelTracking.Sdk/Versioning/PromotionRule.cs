using System.Globalization;

namespace ModelTracking.Versioning;

/// <summary>What a version must fulfil before an alias may point to it.</summary>
public sealed record PromotionRule
{
    /// <summary>Number of people who must have approved, with no rejection after that. Default: 0.</summary>
    public int Approvals { get; init; }

    /// <summary>Whether approvals of the one who registered the version do not count. Default: false.</summary>
    public bool FourEyes { get; init; }

    /// <summary>The metric of the commit that the conditions below are about. Default: none.</summary>
    public string? Metric { get; init; }

    /// <summary>The least the metric may be. Default: no limit.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The most the metric may be. Default: no limit.</summary>
    public double? AtMost { get; init; }

    /// <summary>Whether the metric must be as good as that of the version the alias points to. The metric's goal says what is good; without one, more is. Default: false.</summary>
    public bool NotWorseThanPresent { get; init; }

    /// <summary>How much worse it may be with <see cref="NotWorseThanPresent"/>. Default: 0.</summary>
    public double Tolerance { get; init; }

    /// <summary>The rule in words.</summary>
    public override string ToString()
    {
        var conditions = new List<string>();
        Add(Approvals > 0, $"{Approvals} approval{(Approvals == 1 ? "" : "s")}{(FourEyes ? " by others than its registrant" : "")}");
        Add(AtLeast is not null, $"{Metric} >= {AtLeast?.ToString("R", CultureInfo.InvariantCulture)}");
        Add(AtMost is not null, $"{Metric} <= {AtMost?.ToString("R", CultureInfo.InvariantCulture)}");
        Add(NotWorseThanPresent, $"{Metric} not worse than at present{(Tolerance > 0 ? $" by more than {Tolerance.ToString("R", CultureInfo.InvariantCulture)}" : "")}");
        return conditions.Count == 0 ? "nothing" : string.Join(", ", conditions);

        void Add(bool applies, string text)
        {
            if (applies)
            {
                conditions.Add(text);
            }
        }
    }
}
