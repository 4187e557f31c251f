using Microsoft.ML;
using ModelTracking.MLNet.Datasets;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Models;

/// <summary>The columns of a model's input, told apart into those without which it does not work and those of its training alone, such as the label.</summary>
internal static class NeededColumns
{
    // Each is tried; where there are more, all count as needed.
    private const int MostTried = 100;

    public static IReadOnlyList<ColumnSpec> Of(ITransformer model, DataViewSchema input)
    {
        var columns = SchemaColumns.Of(input);
        return columns.Count > MostTried ? columns : [.. columns.Select(c => WorksWithout(c.Name, model, input) ? c with { IsRequired = false } : c)];
    }

    private static bool WorksWithout(string column, ITransformer model, DataViewSchema input)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var other in input.Where(c => !c.IsHidden && c.Name != column))
        {
            builder.AddColumn(other.Name, other.Type, other.Annotations);
        }

        try
        {
            model.GetOutputSchema(builder.ToSchema());
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
