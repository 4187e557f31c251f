using ModelTracking.Dashboard.Reports;
using ModelTracking.Reading;
using ModelTracking.Sharing;

namespace ModelTracking.Dashboard;

/// <summary>Writes reports as files of HTML that open from a disk, with all that their live blocks show.</summary>
public static class ReportFile
{
    /// <summary>Writes a report as one file of HTML, as it stands and with the runs as they are now.</summary>
    /// <param name="report">The report.</param>
    /// <param name="runs">Where its runs are read.</param>
    /// <param name="output">What takes the file; it stays open.</param>
    /// <param name="timeProvider">The clock. Default: the system's.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>What is not in the file as it was meant, each as a sentence: blocks that show nothing and why, and what was too large.</returns>
    /// <exception cref="ArgumentException">It is no report.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(SharedDocument report, IRunReader runs, Stream output, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(output);
        if (report.Kind != SharedKind.Report)
        {
            throw new ArgumentException($"'{report.Name}' is a view, and a file is made of a report.", nameof(report));
        }

        var (html, notes) = await SavedReport.MakeAsync(runs, report, timeProvider ?? TimeProvider.System, cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(html, cancellationToken).ConfigureAwait(false);
        return notes;
    }
}
