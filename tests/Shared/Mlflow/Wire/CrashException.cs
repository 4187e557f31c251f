namespace Mlflow.Stub.Wire;

/// <summary>An error that the real server does not catch: an HTML page with status 500.</summary>
public sealed class CrashException(string message) : Exception(message);
