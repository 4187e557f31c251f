using System.Globalization;
using System.Text;

namespace ModelTracking.Versioning.Storage;

/// <summary>A difference as text for people: one section per part, one line per element.</summary>
internal static class DiffText
{
    public static string Write(TreeDiff diff, bool details)
    {
        if (diff.IsEmpty)
        {
            return "No differences.\n";
        }

        var text = new StringBuilder();
        foreach (var part in diff.Changes.GroupBy(c => c.Part))
        {
            text.Append(CultureInfo.InvariantCulture, $"{ObjectCodec.NameOf(part.Key)}\n");
            foreach (var change in part)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Line(change)}\n");
                foreach (var detail in details ? diff.Details(change) : [])
                {
                    text.Append(CultureInfo.InvariantCulture, $"      {detail}\n");
                }
            }
        }

        return text.ToString();
    }

    public static string Line(ElementChange change) => change.Kind switch
    {
        ChangeKind.Added => $"+ {change.Key}: {change.After}",
        ChangeKind.Removed => $"- {change.Key}: {change.Before}",
        _ => $"~ {change.Key}: {change.Before} -> {change.After}{Type(change)}{Delta(change)}",
    };

    private static string Type(ElementChange change) =>
        change is { Before: ValueElement before, After: ValueElement after } && before.Value.Kind != after.Value.Kind
            ? $" ({before.Value.Kind} -> {after.Value.Kind})".ToLowerInvariant()
            : "";

    private static string Delta(ElementChange change) => change.Delta is { } delta && change.Part == TreePart.Metrics
        ? string.Create(CultureInfo.InvariantCulture, $" ({delta:+0.######;-0.######;0}{change.IsBetter switch { true => ", better", false => ", worse", null => "" }})")
        : "";
}
