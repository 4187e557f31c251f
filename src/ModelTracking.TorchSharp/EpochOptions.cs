namespace ModelTracking;

/// <summary>How <c>run.Epochs</c> goes and what it shows.</summary>
public sealed class EpochOptions
{
    /// <summary>Ends training that no longer gets better. Default: none.</summary>
    public EarlyStopping? EarlyStopping { get; set; }

    /// <summary>
    /// Where a line per epoch goes; <see cref="TextWriter.Null"/> for nowhere. Default: null, standard output, with a progress bar where
    /// that is a terminal.
    /// </summary>
    public TextWriter? Output { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
