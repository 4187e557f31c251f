using ModelTracking.Dashboard.Json;
using static ModelTracking.Dashboard.Description.QueryValue;

namespace ModelTracking.Dashboard.Description;

/// <summary>Endpoints about reports.</summary>
internal static class ReportDescriptions
{
    private const string Wanted = "experiment says what it is about, and so who sees it; empty for all. At most 100,000 characters.";

    public static Dictionary<string, EndpointDescription> All { get; } = new(StringComparer.Ordinal)
    {
        ["GET /api/reports"] = new("The reports that who asks may see, without their texts.", DashboardJson.Default.ReportDtoArray),
        ["GET /api/reports/{id}"] = new("A report with its text, which is Markdown with live blocks.", DashboardJson.Default.ReportDto)
        {
            Query = [new("version", "An older version. Default: the newest.") { Type = "integer", Least = 1 }],
        },
        ["GET /api/reports/{id}/versions"] = new("The versions of a report, newest first, as far as who asks may see them.", DashboardJson.Default.ReportVersionDtoArray),
        ["GET /api/reports/{id}/html"] = new("A report as one HTML file that needs no server, with what its live blocks show to who asks.")
        {
            MediaType = "text/html",
            Query = [new("version", "An older version. Default: the newest.") { Type = "integer", Least = 1 }],
        },
        ["POST /api/reports"] = new("Saves a report under a name.", DashboardJson.Default.ReportDto) { Details = Wanted, Body = DashboardJson.Default.ReportWantedDto },
        ["POST /api/reports/{id}/edit"] = new("Makes a new version of a report; with a version, only where nobody has changed it since.", DashboardJson.Default.ReportDto)
        {
            Details = Wanted,
            Body = DashboardJson.Default.ReportWantedDto,
        },
        ["POST /api/reports/{id}/delete"] = new("Deletes a report; answers those that are left.", DashboardJson.Default.ReportDtoArray),
    };
}
