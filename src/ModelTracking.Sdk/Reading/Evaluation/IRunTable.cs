using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>Runs as rows, numbered from 0. Does not change; thread-safe.</summary>
internal interface IRunTable
{
    int Count { get; }

    RunId Id(int row);

    /// <summary>When the run began, in microseconds since 1970.</summary>
    long StartTime(int row);

    /// <summary>The run that a run is nested in.</summary>
    RunId? Parent(int row);

    /// <summary>The column of a field; what the table does not know is missing everywhere.</summary>
    CellColumn Bind(RunValue field);

    /// <summary>Whether a run has an entry with a key.</summary>
    Func<int, bool> BindHas(FieldKind kind, string key);

    /// <summary>All keys of a kind, for suggestions.</summary>
    IEnumerable<string> Keys(FieldKind kind);

    /// <summary>Everything that some run has under a key of its own: metrics in each of their contexts, params, tags, captured facts.</summary>
    IEnumerable<RunValue> Fields();
}
