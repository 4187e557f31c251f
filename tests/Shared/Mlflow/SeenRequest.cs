using System.Text;

namespace Mlflow.Stub;

/// <summary>A request that came in.</summary>
/// <param name="Number">From 1, in the order in which they came.</param>
/// <param name="Method">The verb.</param>
/// <param name="RawTarget">Path and query as they were sent.</param>
/// <param name="Headers">By name, in lower case.</param>
/// <param name="Body">The body as it was sent.</param>
public sealed record SeenRequest(int Number, string Method, string RawTarget, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Path => RawTarget.Split('?')[0];

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>What was answered; 0 when the connection was broken.</summary>
    public int Status { get; internal set; }
}
