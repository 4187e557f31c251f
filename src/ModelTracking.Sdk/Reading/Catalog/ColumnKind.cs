namespace ModelTracking.Reading.Catalog;

/// <summary>What a column of the catalog holds. The numbers stand in files.</summary>
internal enum ColumnKind : byte
{
    Attribute = 0,
    Param = 1,
    Tag = 2,
    Git = 3,
    Environment = 4,
    Model = 5,
    Dataset = 6,
    Artifacts = 7,
    Metric = 8,
}
