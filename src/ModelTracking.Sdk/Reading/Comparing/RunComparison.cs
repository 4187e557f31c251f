using ModelTracking.Records;

namespace ModelTracking.Reading.Comparing;

/// <summary>
/// Runs side by side: params, metrics with differences to a baseline, tags, datasets, code, environment, packages, models and
/// artifacts. What the runs were when it was made; immutable and thread-safe.
/// </summary>
public sealed class RunComparison
{
    internal RunComparison(IReadOnlyList<RunSummary> runs, int baselineIndex, IReadOnlyList<ComparisonSection> sections, IReadOnlyList<CodeDifference> code, IReadOnlyList<string> notes)
    {
        Runs = runs;
        BaselineIndex = baselineIndex;
        Sections = sections;
        CodeDifferences = code;
        Notes = notes;
    }

    /// <summary>The runs, in the order in which they were asked for.</summary>
    public IReadOnlyList<RunSummary> Runs { get; }

    /// <summary>Which of <see cref="Runs"/> is the baseline.</summary>
    public int BaselineIndex { get; }

    /// <summary>The run that the others are measured against.</summary>
    public RunSummary Baseline => Runs[BaselineIndex];

    /// <summary>The parts about which at least one run says something, in order.</summary>
    public IReadOnlyList<ComparisonSection> Sections { get; }

    /// <summary>How uncommitted changes differ, file by file; empty where runs were started from the same code.</summary>
    public IReadOnlyList<CodeDifference> CodeDifferences { get; }

    /// <summary>What could not be compared, and why, and where more is to be seen: one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Number of rows in which the runs agree.</summary>
    public int SameCount => Sections.Sum(s => s.Rows.Count(r => !r.Differs));

    /// <summary>The rows of a part; empty where no run says anything about it.</summary>
    public IReadOnlyList<ComparisonRow> this[ComparedPart part] => Sections.FirstOrDefault(s => s.Part == part)?.Rows ?? [];

    /// <summary>Compares runs of a store.</summary>
    /// <param name="reader">Where the runs are.</param>
    /// <param name="runs">Two or more runs; one alone is shown by itself.</param>
    /// <param name="options">Baseline and what to leave out. Default: the first run is the baseline, nothing is left out.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentException">No run, a run that is not there, or a baseline that is none of them.</exception>
    public static async Task<RunComparison> CompareAsync(IRunReader reader, IReadOnlyList<RunId> runs, ComparisonOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(runs);
        var summaries = new List<RunSummary>(runs.Count);
        foreach (var id in runs.Distinct())
        {
            summaries.Add(await reader.GetRunAsync(id, cancellationToken).ConfigureAwait(false) ?? throw new ArgumentException($"There is no run {id} in this store.", nameof(runs)));
        }

        return await CompareAsync(reader, summaries, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares runs whose summaries were read already.</summary>
    /// <param name="reader">Where their artifacts are.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="options">Baseline and what to leave out. Default: the first run is the baseline, nothing is left out.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ArgumentException">No run, or a baseline that is none of them.</exception>
    public static async Task<RunComparison> CompareAsync(IRunReader reader, IReadOnlyList<RunSummary> runs, ComparisonOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(runs);
        options ??= new ComparisonOptions();
        if (runs.Count == 0)
        {
            throw new ArgumentException("There is no run to compare.", nameof(runs));
        }

        var baseline = options.Baseline is { } id ? runs.ToList().FindIndex(r => r.Id == id) : 0;
        if (baseline < 0)
        {
            throw new ArgumentException($"The baseline {options.Baseline} is none of the runs that are compared.", nameof(options));
        }

        var extras = options.ReadArtifacts ? await RunExtras.ReadAsync(reader, runs, cancellationToken).ConfigureAwait(false) : [.. runs.Select(_ => new RunExtras())];
        var sections = new ComparisonBuilder(runs, extras, baseline, options).Build();
        return new RunComparison(runs, baseline, sections, PatchComparison.Of(runs, extras, baseline), [.. extras.SelectMany(e => e.Notes), .. CommitNotes.Of(runs, baseline)]);
    }
}
