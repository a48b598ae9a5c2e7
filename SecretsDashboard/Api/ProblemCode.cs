namespace SecretsDashboard.Api;

/// <summary>The stable codes of problems, as docs/api.md lists them; programs read them in <c>snake_case</c>.</summary>
internal enum ProblemCode
{
    InvalidRequest,
    InvalidKey,
    ReservedKey,
    InvalidValue,
    InvalidFile,
    Unauthorized,
    Forbidden,
    NotFound,
    PreconditionFailed,
    TooLarge,
    RateLimited,
    ProjectFull,
    AuditUnavailable,
    IntegrityFailed,
    Unavailable,
}
