namespace ModelTracking.Tests.Faults;

/// <summary>What the journal asks of the disk.</summary>
public enum FileOperation
{
    Create,
    Write,
    Sync,
}
