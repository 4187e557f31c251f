namespace Mlflow.Stub;

/// <summary>Which store stands behind the server: their answers differ.</summary>
public enum StoreKind
{
    /// <summary>A database: an exact duplicate of a point is kept once, infinity becomes the largest double.</summary>
    Sql,

    /// <summary>Files: every point is a line, duplicates are kept, infinity stays.</summary>
    File,
}
