namespace ModelTracking.MLflow;

/// <summary>How to reach a tracking server. Plain values, read once when a connection is made; what is not set comes from MLflow's environment variables and files.</summary>
public sealed class MlflowOptions
{
    /// <summary>The server: <c>http://host:5000</c>, <c>databricks</c>, <c>databricks://profile</c>. Default: <c>MLFLOW_TRACKING_URI</c>.</summary>
    public string? Uri { get; set; }

    /// <summary>What the server is called in cursors, lists and messages: a URI that opens it again, without secrets. Default: the address.</summary>
    public string? Name { get; set; }

    /// <summary>How this server differs. Default: by the address.</summary>
    public MlflowProfile? Profile { get; set; }

    /// <summary>The user for Basic authentication. Default: the address' user, else <c>MLFLOW_TRACKING_USERNAME</c>, else <c>~/.mlflow/credentials</c>.</summary>
    public string? Username { get; set; }

    /// <summary>The password for Basic authentication. Default: as <see cref="Username"/>, <c>MLFLOW_TRACKING_PASSWORD</c>.</summary>
    public string? Password { get; set; }

    /// <summary>A bearer token, used where there is no user. Default: <c>MLFLOW_TRACKING_TOKEN</c>; on Databricks the profile's, or <c>DATABRICKS_TOKEN</c>.</summary>
    public string? Token { get; set; }

    /// <summary>Gives a bearer token for each request, and a new one when the server refuses it; wins over the others. Keep tokens until they expire. Default: none.</summary>
    public Func<bool, CancellationToken, ValueTask<string>>? TokenProvider { get; set; }

    /// <summary>Accepts any server certificate. Default: <c>MLFLOW_TRACKING_INSECURE_TLS</c>, else false.</summary>
    public bool? InsecureTls { get; set; }

    /// <summary>A file with the certificates (PEM) that the server's must come from. Default: <c>MLFLOW_TRACKING_SERVER_CERT_PATH</c>, else the system's.</summary>
    public string? ServerCertificatePath { get; set; }

    /// <summary>A file with the client's certificate and key (PEM). Default: <c>MLFLOW_TRACKING_CLIENT_CERT_PATH</c>, else none.</summary>
    public string? ClientCertificatePath { get; set; }

    /// <summary>How long one request may take. Default: <c>MLFLOW_HTTP_REQUEST_TIMEOUT</c> in seconds, else 120 s.</summary>
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>How long the transfer of one artifact may take. Default: <c>MLFLOW_ARTIFACT_UPLOAD_DOWNLOAD_TIMEOUT</c> in seconds, else 1 h.</summary>
    public TimeSpan? TransferTimeout { get; set; }

    /// <summary>How often a request that may safely be repeated is sent again at once. Default: 3.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>First wait before such a repetition; doubles, with full jitter. Default: 200 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Files of at least this many bytes are sent in parts, where the server offers it. Default: 100 MiB.</summary>
    public long MultipartThreshold { get; set; } = 100L << 20;

    /// <summary>Bytes of such a part. Default: 10 MiB.</summary>
    public int PartSize { get; set; } = 10 << 20;

    /// <summary>
    /// Models of runs become logged models too, where the server is MLflow 3 or later; their files are stored there a second time, beside those of the run. Default: true.
    /// </summary>
    public bool LoggedModels { get; set; } = true;

    /// <summary>Makes the clients that requests go through (see <see cref="MlflowHttp.AddMlflowHttpClient(Microsoft.Extensions.DependencyInjection.IServiceCollection, MlflowOptions)"/>). Default: one of the package's own.</summary>
    public IHttpClientFactory? HttpClientFactory { get; set; }

    /// <summary>The innermost handler, for proxies and tests. Default: a pooling one.</summary>
    public Func<HttpMessageHandler>? PrimaryHandler { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Looks up environment variables.</summary>
    internal Func<string, string?> Variable { get; set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The user's home folder.</summary>
    internal string Home { get; set; } = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile);

    internal string? Setting(string? value, string variable) =>
        value ?? (Variable(variable) is { Length: > 0 } set ? set : null);
}
