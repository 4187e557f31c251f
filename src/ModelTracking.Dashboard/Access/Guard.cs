using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Access;

/// <summary>Stands before every endpoint: says who may come in, what a request must look like, and what a browser may do with the answer.</summary>
internal sealed class Guard(LinkLogin? login, IServiceProvider services)
{
    private readonly ILogger? _log = services.GetService<ILoggerFactory>()?.CreateLogger("ModelTracking.Dashboard");

    public RequestDelegate Wrap(EndpointPolicy policy, RequestDelegate handler) => async context =>
    {
        ResponseHeaders.Set(context.Response, policy.Kind);
        try
        {
            await RefuseAsync(context, policy);
            await handler(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser has gone.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await ExplainAsync(context, policy, exception);
        }
    };

    private async Task RefuseAsync(HttpContext context, EndpointPolicy policy)
    {
        if (login is not null)
        {
            LocalRequest.Check(context);
            if (!policy.IsOpen && !login.Knows(context))
            {
                throw new ApiException(StatusCodes.Status401Unauthorized, "login", "Open the link that 'modeltracking ui' printed: it holds the key.");
            }
        }
        else if (!await HostPolicy.AppliesAsync(context))
        {
            LocalRequest.Check(context);
        }

        SameOrigin.Check(context, policy);
    }

    private async Task ExplainAsync(HttpContext context, EndpointPolicy policy, Exception exception)
    {
        var problem = Explanation.Of(exception);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            _log?.LogError(exception, "The dashboard could not answer {Method} {Path}.", context.Request.Method, context.Request.Path);
        }

        if (policy.Kind is EndpointKind.Page or EndpointKind.Login)
        {
            await PlainPage.WriteAsync(context, problem.Status, problem.Message);
        }
        else
        {
            await Answer.ProblemAsync(context, problem);
        }
    }
}
