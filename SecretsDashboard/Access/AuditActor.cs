namespace SecretsDashboard.Access;

/// <summary>Who did it, as the audit log names them.</summary>
/// <param name="Kind"><c>person</c>, <c>token</c>, <c>anonymous</c>, <c>host</c> or <c>server</c>.</param>
internal sealed record AuditActor(string Kind, Guid? Id, string? Name, Guid? SessionId, string? Address, string? RequestId)
{
    /// <summary>The address of a person, by which they are told from others of the same name.</summary>
    public string? Email { get; init; }

    public const string PersonKind = "person";
    public const string TokenKind = "token";
    public const string HostKind = "host";
    public const string ServerKind = "server";

    public static AuditActor Person(Guid id, string name, string? email, Guid session, string? address, string requestId) =>
        new(PersonKind, id, name, session, address, requestId) { Email = email };

    public static AuditActor Token(Guid id, string name, string? address, string requestId) => new(TokenKind, id, name, null, address, requestId);

    /// <summary>A person who may run a command on the server's own machine.</summary>
    public static AuditActor Host() => new(HostKind, null, null, null, null, null);

    /// <summary>The server itself, where time is up.</summary>
    public static AuditActor Server() => new(ServerKind, null, null, null, null, null);

    public static AuditActor Anonymous(string? address, string requestId) => new("anonymous", null, null, null, address, requestId);
}
