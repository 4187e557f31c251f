namespace ModelTracking.Dashboard;

/// <summary>How much of anything is taken in or given out at once. What is cut says so.</summary>
internal static class Limits
{
    public const int BodyBytes = 256 * 1024;

    /// <summary>For texts of 100,000 characters, each of which JSON may write as six.</summary>
    public const int LongBodyBytes = 1 << 20;
    public const int UrlLength = 64 * 1024;
    public const int QueryLength = 8 * 1024;
    public const int KeyLength = 1000;
    public const int Rows = 500;
    public const int Columns = 200;
    public const int Fields = 5000;
    public const int Series = 400;
    public const int Sparklines = 8;
    public const int SparklineBuckets = 200;
    public const int SortKeys = 4;
    public const int ComparedRuns = 200;
    public const int GraphNodes = 2000;
    public const int Groups = 24;
    public const int RunsOfGroup = 500;
    public const int SharedRuns = 50;
    public const int Buckets = 4000;
    public const int Lines = 2000;
    public const int Records = 500;
    public const int Commits = 500;
    public const int Commented = 4000;
    public const int NoteLength = 100_000;
    public const int Tags = 100;
    public const int Streams = 64;
    public const int LivePoints = 20_000;
    public const int NestedRuns = 1000;
    public const int TextBytes = 1 << 20;
    public const int AuditEntries = 50_000;
    public const int TableCells = 20_000;
    public const int AlertRuns = 500;
    public const int Datasets = 200;
    public const int TracedVersions = 1000;
    public const int LineageVersions = 40;
    public const int LineageNodes = 160;

    /// <summary>How many runs that nothing came of are drawn one by one.</summary>
    public const int LineageLoose = 5;
    public const int ZipFiles = 10_000;

    /// <summary>Larger ones take a form of zip that not every program reads.</summary>
    public const long ZipBytes = 4L << 30;
}
