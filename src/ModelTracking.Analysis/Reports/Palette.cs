namespace ModelTracking.Analysis.Reports;

/// <summary>Colours that tell runs apart, also for people who do not see red and green apart.</summary>
internal static class Palette
{
    private static readonly string[] Colours = ["#3b6fd8", "#e07b2a", "#1f9e83", "#b5418f", "#8a6d1d", "#6f5bd0", "#c2453d", "#2a91b8", "#5f8a2b", "#7a7f87"];

    public static string Of(int run) => Colours[run % Colours.Length];
}
