namespace SecretsDashboard.Access;

/// <summary>A program that showed a live token: bound to one project and one environment.</summary>
internal sealed record TokenCaller(TokenEntry Token, string? Address, string RequestId)
{
    public AuditActor Actor => AuditActor.Token(Token.Id, Token.Name, Address, RequestId);
}
