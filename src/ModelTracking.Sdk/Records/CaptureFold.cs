namespace ModelTracking.Records;

/// <summary>Folds what was captured about a run into its summary. Not thread-safe.</summary>
internal sealed class CaptureFold
{
    private const int MaxTailText = 400;

    private readonly List<EnvironmentCaptured> _environments = [];
    private readonly List<CodeCaptured> _code = [];
    private readonly List<ResourcesUsed> _resources = [];
    private readonly Dictionary<(string, string?), DatasetLogged> _datasets = [];
    private readonly Dictionary<(string, long?), ModelLogged> _models = [];
    private readonly Queue<ConsoleLine> _tail = new();
    private long _lines;
    private long _dropped;
    private bool _any;

    public void Add(TrackingRecord record)
    {
        _any |= record is EnvironmentCaptured or CodeCaptured or ResourcesUsed or DatasetLogged or ModelLogged or ConsoleLogged;
        switch (record)
        {
            case EnvironmentCaptured environment:
                Keep(_environments, environment);
                break;
            case CodeCaptured code:
                Keep(_code, code);
                break;
            case ResourcesUsed resources:
                Keep(_resources, resources);
                break;
            case DatasetLogged data:
                _datasets[(data.Name, data.Context)] = data;
                break;
            case ModelLogged model:
                _models[(model.Name, model.Step)] = model;
                break;
            case ConsoleLogged console:
                Add(console);
                break;
        }
    }

    /// <summary>Whether a process has said what it used.</summary>
    public bool HasResources => _resources.Count > 0;

    /// <summary>What was captured; null where nothing was, so that such a run costs a list nothing.</summary>
    /// <param name="soFar">What was used by a run that does not say it itself.</param>
    public CapturedSummary? Build(ResourcesUsed? soFar) => !_any && soFar is null ? null : new CapturedSummary
    {
        Environments = [.. _environments.OrderBy(e => e.Time)],
        Code = [.. _code.OrderBy(c => c.Time)],
        Resources = soFar is not null ? [soFar] : [.. _resources.OrderBy(r => r.Time)],
        Datasets = [.. _datasets.Values],
        Models = [.. _models.Values],
        Console = _lines + _dropped == 0 ? null : new ConsoleSummary(_lines, _dropped, [.. _tail]),
    };

    private static void Keep<T>(List<T> list, T item)
    {
        if (list.Count < CapturedSummary.MaxProcesses)
        {
            list.Add(item);
        }
    }

    private void Add(ConsoleLogged console)
    {
        _lines += console.Lines.Count;
        _dropped += console.Dropped;
        foreach (var line in console.Lines.TakeLast(ConsoleSummary.MaxTail))
        {
            _tail.Enqueue(line.Text.Length <= MaxTailText ? line : line with { Text = line.Text[..MaxTailText] + "…" });
            if (_tail.Count > ConsoleSummary.MaxTail)
            {
                _tail.Dequeue();
            }
        }
    }
}
