using Microsoft.ML;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Datasets;

/// <summary>
/// The one place that says how a data set stands in a run: as data that the run used, which the tool, the dashboard and MLflow show; a
/// JSON artifact <c>datasets/NAME.json</c> of kind <c>dataset</c> with the schema's details; and a tag <c>dataset.NAME</c> with the digest.
/// </summary>
internal static class DatasetLog
{
    public static void Write(Run run, IDataView data, string name, string context, DataFingerprint known)
    {
        run.Log(new DatasetLogged(name, known.Digest) { Context = context, Rows = known.Rows, Columns = SchemaColumns.Of(data.Schema) });
        run.SetTag($"dataset.{name}", known.Digest);
        run.LogArtifact(Json.Object(json =>
        {
            json.WriteString("name", name);
            json.WriteString("context", context);
            json.WriteString("digest", known.Digest);
            json.WriteString("source_type", data.GetType().Name);
            if (known.Rows is { } rows)
            {
                json.WriteNumber("rows", rows);
            }

            json.WriteNumber("digest_rows", known.RowsRead);
            SchemaJson.Write(json, "schema", data.Schema);
        }), $"datasets/{name}.json", new ArtifactOptions { Kind = "dataset" });
    }
}
