namespace ModelTracking.Dashboard.Json;

/// <summary>The datasets of a store, the one used last first.</summary>
internal sealed record DatasetsDto(IReadOnlyList<DatasetHeadDto> Datasets, int Total);

/// <summary>A dataset in short. Rows, bytes and columns are what the run that used it last says.</summary>
internal sealed record DatasetHeadDto(string Name, string Digest, IReadOnlyList<string> OtherNames, IReadOnlyList<string> Contexts, IReadOnlyList<string> Experiments, int Runs, double Last, int Versions)
{
    public long? Rows { get; init; }

    public long? Bytes { get; init; }

    public int? Columns { get; init; }

    public string? Source { get; init; }
}

/// <summary>A dataset with the runs that used it, newest first, what came of them, and others of its name.</summary>
internal sealed record DatasetPageDto(DatasetHeadDto Head, IReadOnlyList<ColumnDto> Columns, IReadOnlyList<DatasetRunDto> Runs, IReadOnlyList<DatasetVersionDto> Versions, IReadOnlyList<DatasetHeadDto> SameName);

internal sealed record DatasetRunDto(string Id, string Name, string Experiment, string Status, double Start, IReadOnlyList<string> Contexts);

internal sealed record DatasetVersionDto(string Model, int Number, string Stage, IReadOnlyList<string> Aliases, string? Run, double Time);
