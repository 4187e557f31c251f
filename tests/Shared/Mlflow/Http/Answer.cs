using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mlflow.Stub.Wire;

namespace Mlflow.Stub.Http;

/// <summary>What the server answers.</summary>
public sealed record Answer(int Status, string ContentType, byte[] Body)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Answer Empty { get; } = new(200, "application/json", "{}"u8.ToArray());

    public Dictionary<string, string> Headers { get; } = [];

    public static Answer Json(JsonNode body, int status = 200) => new(status, "application/json", Encoding.UTF8.GetBytes(body.ToJsonString(Plain)));

    public static Answer Error(ApiException error) => Json(new JsonObject { ["error_code"] = error.Code, ["message"] = error.Message }, error.Status);

    public static Answer Text(string text, int status = 200) => new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public static Answer Page(int status, string title, string text) =>
        Text($"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n", status);

    public static Answer NoSuchPage => Page(404, "Not Found", "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.");

    public static Answer WrongVerb => Page(405, "Method Not Allowed", "The method is not allowed for the requested URL.");

    public static Answer Crash => Page(500, "Internal Server Error", "The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application.");

    public Answer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }
}
