using ModelTracking.Records;

namespace ModelTracking.Journal;

/// <summary>Says that a writer began to write to a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Name">The mark's file name, which names the writer too.</param>
internal readonly record struct TouchMark(RunId Run, string Name);
